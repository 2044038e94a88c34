"""Whether a value is of an annotated type, where no check of our own knows the form: typeguard does."""

from __future__ import annotations


def mistyped(value: object, annotation: object) -> str:
    """How a value differs from its type.

    Args:
        value: any.
        annotation: a type, resolved as far as it can be. Names that are not resolved are taken for right.

    Returns:
        The reason; "" where there is none, and for forms that typeguard does not know.
    """
    # Late: many a check needs no help.
    import typeguard

    try:
        typeguard.check_type(
            value,
            annotation,
            forward_ref_policy=typeguard.ForwardRefPolicy.IGNORE,
            collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS,
        )
    except typeguard.TypeCheckError as error:
        return str(error)
    except Exception:
        # A form that typeguard does not know is no reason to refuse the value.
        return ""
    return ""
