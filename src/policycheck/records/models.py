"""Record types as pydantic models, for programs that want typed records of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.texts import in_language
from policycheck.language.values import Reader, Unreadable, reader
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
    fields: dict[str, Any] = {}
    for name, field in record.fields.items():
        if record.name == PORTFOLIO and name == record.key:
            continue
        kind = Annotated[_type(field), BeforeValidator(_validator(reader(field)))]
        about = in_language(field.help or field.label, "en") or None
        if field.required:
            fields[name] = (kind, Field(description=about))
        else:
            fields[name] = (Annotated[_type(field) | None, BeforeValidator(_validator(reader(field)))], Field(None, description=about))
    title = "".join(part.capitalize() for part in record.name.split("_"))
    return create_model(title, __config__=ConfigDict(extra="forbid", frozen=True), **fields)


def _type(field: FieldType) -> Any:
    if field.element is not None:
        return tuple[_type(field.element) | None, ...]
    return _TYPES[field.type.kind]


def _validator(read: Reader) -> Any:
    def validate(value: object) -> object:
        if value is None:
            return None
        try:
            return read(value)
        except Unreadable as fault:
            raise ValueError(say(fault.why, "en", *fault.words)) from None

    return validate
