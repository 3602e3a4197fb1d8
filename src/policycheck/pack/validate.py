"""From a node of a file to an item of a known shape, or faults at the very key or value that does not fit."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from policycheck.faults import Fault, Faults
from policycheck.pack import messages as say
from policycheck.pack.nodes import Mapping, Node, Scalar, find, first_word, plain
from policycheck.source import Span

ShapeType = TypeVar("ShapeType", bound=BaseModel)

_WANTED = {
    "string_type": "text",
    "bool_type": "`true` or `false`",
    "int_type": "a whole number",
    "date_type": "a date, such as 2024-01-31",
    "list_type": "a list",
    "dict_type": "keys with values (`key: …`)",
    "model_type": "keys with values (`key: …`)",
    "model_attributes_type": "keys with values (`key: …`)",
    "greater_than_equal": "1 or more",
}


def validate(model: type[ShapeType], node: Node, faults: Faults) -> ShapeType | None:
    """The item that a node holds; None, with the faults collected, where it does not fit the shape."""
    try:
        return parse(model, node)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            faults.add(fault_of(model, node, detail))
        return None


def parse(model: type[ShapeType], node: Node) -> ShapeType:
    """The item that a node holds; pydantic's own error where it does not fit the shape."""
    return model.model_validate(plain(node))


def fault_of(model: type[BaseModel], node: Node, detail: ErrorDetails) -> Fault:
    """The fault that an error of pydantic's stands for, at the very key or value."""
    path = _path(node, detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            word = str(path[-1])
            return say.unknown_key(_key_span(node, path), word, keys_of(model_at(model, path[:-1])))
        case "missing":
            return say.missing_key(first_word(find(node, path[:-1])), str(path[-1]))
        case "literal_error":
            known = [word.strip("'") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            found = find(node, path)
            if isinstance(found, Scalar) and found.value is not None:
                return say.not_one_of(found.span, found.written, known)
            return say.wrong_shape(_value_span(node, path), f"one of {', '.join(f'`{word}`' for word in known)}")
        case "value_error":
            unfit = detail["ctx"]["error"]
            return say.other(_value_span(node, path), str(unfit), getattr(unfit, "hint", ""))
    return say.wrong_shape(_value_span(node, path), _WANTED.get(detail["type"], "something else"))


def _path(node: Node, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The part of a location that names keys and indexes of the file."""
    return tuple(part for part in loc if part != "[key]")


def model_at(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel]:
    """The model of the mapping that stands at a path below an item."""
    for part in path:
        info = field_of(model, part)
        if info is not None:
            model = inner_model(info.annotation) or model
    return model


def field_of(model: type[BaseModel], key: int | str) -> FieldInfo | None:
    """What a model says of a key; None where it has none of that name."""
    return next((info for name, info in model.model_fields.items() if key == (info.alias or name)), None)


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model within an annotation such as `list[Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, dict, Union, UnionType, Annotated):
        return next((found for part in get_args(annotation) if (found := inner_model(part))), None)
    return None


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a model has, as they are written."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _key_span(node: Node, path: tuple[int | str, ...]) -> Span:
    parent = find(node, path[:-1])
    if isinstance(parent, Mapping) and str(path[-1]) in parent.entries:
        return parent.key(str(path[-1])).span
    return parent.span


def _value_span(node: Node, path: tuple[int | str, ...]) -> Span:
    """The value at a path; the key where the value is empty or long."""
    found = find(node, path)
    if not found.span.text.strip() or isinstance(found, Mapping):
        return _key_span(node, path) if path else first_word(found)
    return found.span
