"""Test doubles that cannot drift from what they stand for."""

from mockfactory.double.building.making import double, double_class, spy
from mockfactory.double.building.replacing import replace
from mockfactory.double.matching.matchers import any_, capture, matching
from mockfactory.double.recording.calls import Call, calls_to
from mockfactory.double.stubbing.when import when
from mockfactory.double.verifying.order import in_order
from mockfactory.double.verifying.verify import no_more_calls, verify
from mockfactory.factory.errors import CannotCreate
from mockfactory.session import Session
from mockfactory.spec.errors import SpecError
from mockfactory.suite.mock_factory import MockFactory
from mockfactory.wording.errors import (
    AttributeViolation,
    LateViolationWarning,
    MisuseError,
    OtherArguments,
    ProtocolViolation,
    SessionFailure,
    SignatureViolation,
    SpecViolation,
    TypeViolation,
    UnstubbedCall,
    VerificationError,
)

__all__ = [
    "AttributeViolation",
    "Call",
    "CannotCreate",
    "LateViolationWarning",
    "MisuseError",
    "MockFactory",
    "OtherArguments",
    "ProtocolViolation",
    "Session",
    "SessionFailure",
    "SignatureViolation",
    "SpecError",
    "SpecViolation",
    "TypeViolation",
    "UnstubbedCall",
    "VerificationError",
    "any_",
    "calls_to",
    "capture",
    "double",
    "double_class",
    "in_order",
    "matching",
    "no_more_calls",
    "replace",
    "spy",
    "verify",
    "when",
]
