"""Record types as pydantic models, for programs that want typed records of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import GenericAlias
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, create_model, field_validator

from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.texts import in_language
from policycheck.language.values import Unreadable, reader
from policycheck.wording import say

_TYPES: dict[str, Any] = {
    "text": str,
    "boolean": bool,
    "integer": int,
    "number": Decimal,
    "money": Decimal,
    "date": date,
    "choice": str,
    "ref": str,
}


def model(record: RecordType) -> type[BaseModel]:
    """The pydantic model of a record type: the same readings as data files have, and the same refusals."""
    own = {name: field for name, field in record.fields.items() if record.name != PORTFOLIO or name != record.key}
    readers = {name: reader(field) for name, field in own.items()}

    def read(cls: type[BaseModel], value: object, info: ValidationInfo) -> object:
        assert info.field_name
        try:
            return None if value is None else readers[info.field_name](value)
        except Unreadable as fault:
            raise ValueError(say(fault.why, "en", *fault.words)) from None

    fields: dict[str, Any] = {}
    for name, field in own.items():
        about = in_language(field.help or field.label, "en") or None
        if field.required:
            fields[name] = (_type(field), Field(description=about))
        else:
            fields[name] = (_type(field) | None, Field(None, description=about))
    return create_model(
        "".join(part.capitalize() for part in record.name.split("_")),
        __config__=ConfigDict(extra="forbid", frozen=True),
        __validators__={"read": field_validator("*", mode="before")(read)},
        **fields,
    )


def _type(field: FieldType) -> Any:
    if field.element is not None:
        return GenericAlias(tuple, (_type(field.element) | None, ...))
    return _TYPES[field.type.kind]
