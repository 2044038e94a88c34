"""`Configuration`: what a service is told when it starts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

Environment = Literal["development", "testing", "staging", "production"]
"""Where a service runs."""

Name = Annotated[str, StringConstraints(pattern=r"\S", max_length=200)]
Url = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9+.-]*://\S+$")]
"""An address with its scheme: `wss://chat.example/ws`, `sqlite+aiosqlite:///app.db`."""


class Configuration(BaseModel):
    """What a service is told when it starts. A real value, frozen; unknown names are refused.

    The defaults are those of a test: nothing in them leads out of the process.

    Attributes:
        service_name: of the service, in its logs.
        environment: where it runs.
        debug: whether it tells more than it should; refused in production.
        database_url: where its database is.
        websocket_url: where its users connect.
        llm_model: the model that it prefers.
        llm_timeout: how long a model may take to answer, in seconds.
        max_retries: how often it tries again what failed.
        secret_key: what it signs with; it is never shown.

    Example:
        >>> configuration = Configuration(llm_timeout=5)
        >>> configuration.environment, configuration.llm_timeout, configuration.secret_key
        ('testing', 5.0, SecretStr('**********'))
        >>> from pydantic import ValidationError
        >>> try:
        ...     Configuration(llm_timeout=-1)
        ... except ValidationError as error:
        ...     print(error.errors()[0]["loc"], error.errors()[0]["msg"])
        ('llm_timeout',) Input should be greater than 0
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True
    )

    service_name: Name = "service-under-test"
    environment: Environment = "testing"
    debug: bool = False
    database_url: Url = "sqlite+aiosqlite:///:memory:"
    websocket_url: Url = "ws://127.0.0.1/"
    llm_model: Name = "model-of-a-test"
    llm_timeout: float = Field(default=30.0, gt=0)
    max_retries: int = Field(default=3, ge=0)
    secret_key: SecretStr = Field(default=SecretStr("good for tests, and for nothing else"), min_length=32)

    @model_validator(mode="after")
    def _tells_no_more_than_it_should(self) -> Self:
        if self.debug and self.environment == "production":
            raise ValueError("debug is for tests and development, and environment is 'production'")
        return self
