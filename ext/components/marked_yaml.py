"""What a YAML text may contain: it is compared with a model, and what is wrong is said in an editor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from ext.yaml_lines import Fault, Marked, Steps, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

# The complaints of pydantic, in an editor's words.
WANTED = {
    "bool_type": "should be true or false",
    "list_type": "should be a list, such as [research, visit]",
    "int_type": "should be a whole number",
    "model_attributes_type": "should be lines of 'key: value'",
    "model_type": "should be lines of 'key: value'",
    "string_type": "should be text",
    "string_unicode": r"should be text without incomplete characters such as \ud800",
}


def check(model: type[Model], marked: Marked, path: Steps = ()) -> tuple[Model | None, list[Fault]]:
    """Check what is at a path against a model."""
    from pydantic import ValidationError  # Who has a model has loaded it.

    value = marked.value
    for step in path:
        value = value[step]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        faults = []
        for detail in error.errors():
            place = path + detail["loc"]
            faults.append(
                Fault(
                    marked.line(place),
                    _sentence(detail, place, keys_of(model, *detail["loc"][:-1])),
                )
            )
        return None, sorted(set(faults))


def keys_of(model: type[BaseModel], *path: Any) -> list[str]:
    """The keys that a model takes, as editors write them, or those that a model takes below such a path.

    >>> import pydantic
    >>> class Sheet(pydantic.BaseModel):
    ...     maker: str
    >>> keys_of(Sheet)
    ['maker']
    """
    for step in path:
        field = model.model_fields.get(step)
        below = (
            [one for one in get_args(field.annotation) if hasattr(one, "model_fields")]
            if field
            else []
        )
        model = below[0] if below else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _sentence(detail: Any, place: Steps, known: Iterable[str]) -> str:
    """One fault found by pydantic, as a sentence for an editor."""
    key = place[-1] if place else ""
    match detail["type"]:
        case "extra_forbidden":
            return f"Unknown key {key!r}: {suggestion(str(key), known)}"
        case "missing":
            return f"{key!r} is missing."
        case "value_error":
            return str(detail["ctx"]["error"])
        case "string_too_short" | "string_type" if detail["input"] in ("", None):
            return f"{key!r} is empty: fill it in, or remove the line if it is not needed."
    wanted = WANTED.get(detail["type"]) or detail["msg"].removeprefix("Input ")
    subject = repr(key) if isinstance(key, str) else "This"
    return f"{subject} {wanted}, not {detail['input']!r}."
