"""From the annotations of shapes to JSON Schema, draft 7: what a value may be.

Editors read YAML as its version 1.2 has it: an unquoted date is a text to them, and `id: 1.1` a number. Where a text is
expected the loader takes a number as it is written, so a text's schema takes numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from policycheck.author.schema.descriptions import description, descriptions
from policycheck.pack import shape

Json: TypeAlias = dict[str, Any]

NOT_BLANK = r"\S"
_SAID: Json = {"pattern": NOT_BLANK, "patternErrorMessage": "is empty: write a value, or take the key away"}
TEXT: Json = {"type": ["string", "number"], **_SAID}
TEXTS: Json = {
    "type": ["string", "number", "object"],
    **_SAID,
    "minProperties": 1,
    "additionalProperties": TEXT,
}
"""One text for all languages, or one a language."""
EXPRESSION: Json = {"type": ["string", "number", "boolean"], **_SAID}
TEXT_LIST: Json = {"type": ["string", "number", "array"], **_SAID, "items": TEXT}
ANYTHING: Json = {"type": ["string", "number", "boolean", "array", "object"]}
DATE: Json = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "patternErrorMessage": "a date, such as 2024-01-31",
}
PLAIN_KINDS = ("text", "boolean", "integer", "number", "money", "date")
"""Types that need no more than their name."""


def name_of(model: type[BaseModel]) -> str:
    """What the schema calls a shape."""
    return model.__name__.removesuffix("Shape").lower()


def reference(model: type[BaseModel]) -> Json:
    """Where the schema of a shape stands."""
    return {"$ref": f"#/definitions/{name_of(model)}"}


def _validator(alias: object) -> BeforeValidator:
    """What a type of our own does to a value before it is read."""
    return next(mark for mark in get_args(alias)[1:] if isinstance(mark, BeforeValidator))


_OWN: dict[BeforeValidator, Json] = {
    _validator(shape.Text): TEXT,
    _validator(shape.Texts): TEXTS,
    _validator(shape.Expression): EXPRESSION,
    _validator(shape.TextList): TEXT_LIST,
    _validator(shape.Anything): ANYTHING,
    _validator(shape.FieldEntry): {"anyOf": [{"enum": list(PLAIN_KINDS)}, reference(shape.FieldShape)]},
    _validator(shape.FactEntry): {"anyOf": [EXPRESSION, reference(shape.FactShape)]},
}


def item(model: type[BaseModel]) -> Json:
    """The schema of a mapping of a shape."""
    hints, told = get_type_hints(model, include_extras=True), descriptions(model)
    fields = {info.alias or name: (name, info) for name, info in model.model_fields.items()}
    others = model.model_config.get("extra") == "allow"
    return {
        "title": name_of(model),
        "description": description(model),
        "type": "object",
        "required": [key for key, (_, info) in fields.items() if info.is_required()],
        "properties": {
            key: {"description": told[name], **_beside_words(of(hints[name]))} for key, (name, _) in fields.items()
        },
        "additionalProperties": TEXT if others else False,
    }


def of(annotation: Any) -> Json:
    """The schema of a value that an annotation describes."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _marked(parts[0], annotation.__metadata__)
    if origin in (Union, UnionType):
        (inner,) = (part for part in parts if part is not type(None))
        return _or_null(of(inner))
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is list:
        return {"type": "array", "items": of(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": of(parts[1])}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return reference(annotation)
    return dict(_PLAIN[annotation])


_PLAIN: dict[Any, Json] = {Any: {}, bool: {"type": "boolean"}, int: {"type": "integer"}, date: DATE}


def _marked(annotation: Any, marks: tuple[object, ...]) -> Json:
    for mark in marks:
        if isinstance(mark, BeforeValidator):
            return dict(_OWN[mark])
    least = (bound.ge for mark in marks if isinstance(mark, FieldInfo) for bound in mark.metadata)
    return {**of(annotation), "minimum": next(least)}


def _or_null(schema: Json) -> Json:
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    kinds = schema["type"]
    return {**schema, "type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}


def _beside_words(schema: Json) -> Json:
    """A schema that can stand beside a description: in draft 7 nothing that stands beside a `$ref` counts."""
    return {"allOf": [schema]} if "$ref" in schema else schema


def models(*firsts: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Some shapes and all that stand in them, each once."""
    waiting, seen = list(firsts), set[type[BaseModel]]()
    while waiting:
        model = waiting.pop(0)
        if model not in seen:
            seen.add(model)
            yield model
            waiting += [inner for hint in get_type_hints(model, include_extras=True).values() for inner in _inner(hint)]


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)
