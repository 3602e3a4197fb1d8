"""The shape of each item of a pack, as pydantic models: which keys, which are texts, which are expressions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema


class Unfit(ValueError):
    """What is wrong with a value, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


_EMPTY = "is empty", "write a value, or take the key away"


def _text(value: object) -> str:
    """A text as such, or an unquoted number or date as it was written."""
    written = getattr(value, "written", value)
    if value is None:
        raise Unfit(*_EMPTY)
    if not isinstance(written, str):
        raise Unfit("must be text", "put it in quotes" if isinstance(value, bool) else "")
    if not written.strip():
        raise Unfit(*_EMPTY)
    return written


def _texts(value: object) -> dict[str, object]:
    """One text for all languages, or one a language."""
    if not isinstance(value, dict):
        return {"*": value if isinstance(value, bool) else _text(value)}
    if not value:
        raise Unfit(*_EMPTY)
    return value


def _expression(value: object) -> str:
    """An expression; `true` and `false` are expressions, and so are numbers."""
    return str(value).lower() if isinstance(value, bool) else _text(value)


def _one_or_more(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _field(value: object) -> object:
    """A field that is only a type's name stands for a mapping."""
    return value if isinstance(value, dict) else {"type": _text(value)}


def _anything(value: object) -> object:
    if value is None:
        raise Unfit(*_EMPTY)
    return value


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Texts: TypeAlias = Annotated[
    dict[str, Text],
    BeforeValidator(_texts),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
OptionalTexts: TypeAlias = Annotated[dict[str, Text] | None, BeforeValidator(_texts)]
"""Texts that may be left out, but not left empty."""
Expression: TypeAlias = Annotated[str, BeforeValidator(_expression)]
OptionalExpression: TypeAlias = Annotated[str | None, BeforeValidator(_expression)]
TextList: TypeAlias = Annotated[list[Text], BeforeValidator(_one_or_more)]
Anything: TypeAlias = Annotated[Any, BeforeValidator(_anything)]
Kind: TypeAlias = Literal["text", "boolean", "integer", "number", "money", "date", "choice", "ref", "list"]
Force: TypeAlias = Literal[
    "heading", "descriptive", "definition", "must", "should", "default", "indicative", "discretionary"
]


class Shape(BaseModel):
    """An item of a pack; an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    essential: ClassVar[tuple[str, ...]] = ()
    """Keys without which, where they are faulty, the rest of the item says nothing."""
    stand_ins: ClassVar[dict[str, str]] = {}
    """What is read in the place of a required key that is faulty or missing; an empty text is an empty list."""


class IntervalShape(Shape):
    """Half-open in time: `from` belongs to it, `until` does not."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None


class PolicyShape(Shape):
    """What the policy is called, who issued it, and when it is in force."""

    stand_ins: ClassVar[dict[str, str]] = {"id": "id", "title": "…", "version": "…"}

    id: Text
    title: Texts
    version: Text
    languages: TextList
    issuer: OptionalTexts = None
    in_force: IntervalShape | None = None
    currency: Text | None = None


class ClauseShape(BaseModel):
    """A sentence of the written policy; its text stands under each language's own key."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)

    id: Text
    force: Force
    not_checked: OptionalTexts = None


class FieldShape(Shape):
    """A field of a record type."""

    essential: ClassVar[tuple[str, ...]] = ("of", "to")

    type: Kind
    of: Anything = None
    to: Text | None = None
    inverse: Text | None = None
    min: Anything = None
    max: Anything = None
    lower: bool = False
    required: bool = False
    label: OptionalTexts = None
    help: OptionalTexts = None


FieldEntry: TypeAlias = Annotated[FieldShape, BeforeValidator(_field)]


class RecordShape(Shape):
    """A type of record."""

    essential: ClassVar[tuple[str, ...]] = ("plural",)

    fields: dict[str, FieldEntry]
    plural: Text | None = None
    label: OptionalTexts = None
    plural_label: OptionalTexts = None
    title: Text | None = None
    key: Text = "id"


class TableShape(Shape):
    """Reference data shipped with the pack."""

    fields: dict[str, FieldEntry]
    rows: list[dict[str, Any]]
    key: Text = "id"
    title: Text | None = None
    label: OptionalTexts = None


class ParameterShape(Shape):
    """What the text leaves open."""

    essential: ClassVar[tuple[str, ...]] = ("of",)

    type: Literal["text", "boolean", "integer", "number", "money", "date", "choice", "list", "period"]
    of: Anything = None
    min: Anything = None
    max: Anything = None
    clause: Text | None = None
    value: Any = None
    values: dict[str, Any] | None = None
    label: OptionalTexts = None
    assumption: OptionalTexts = None


class ExemptionShape(Shape):
    """A recorded exception and its reason."""

    stand_ins: ClassVar[dict[str, str]] = {"because": "…"}

    if_: Expression = Field(alias="if")
    because: Texts


class RecommendShape(Shape):
    """Options picked from a table or a collection."""

    stand_ins: ClassVar[dict[str, str]] = {"say": "…"}

    from_: Expression = Field(alias="from")
    where: Expression = "true"
    say: Texts
    at_most: Annotated[int, Field(ge=1)] | None = None


class RuleShape(Shape):
    """A rule."""

    essential: ClassVar[tuple[str, ...]] = ("for",)
    stand_ins: ClassVar[dict[str, str]] = {"modality": "must", "clauses": ""}

    id: Text
    clauses: TextList
    about: Text
    modality: Literal["must", "default", "should", "may"]
    for_: dict[str, list[Any]] | None = Field(None, alias="for")
    when: Expression = "true"
    require: OptionalExpression = None
    forbid: OptionalExpression = None
    unless: list[ExemptionShape] = []
    message: OptionalTexts = None
    remedy: OptionalTexts = None
    recommend: RecommendShape | None = None
    in_force: IntervalShape | None = None
    tags: TextList = []


class FactShape(Shape):
    """What is shown to whoever answers a judgement, and what people call it."""

    value: Expression
    label: OptionalTexts = None


def _fact(value: object) -> object:
    """A fact that is only an expression stands for a mapping."""
    return value if isinstance(value, dict) else {"value": value}


class JudgementShape(Shape):
    """What only a person can decide."""

    stand_ins: ClassVar[dict[str, str]] = {"question": "…", "clauses": ""}

    id: Text
    clauses: TextList
    about: Text
    question: Texts
    modality: Literal["must", "default", "should"] = "must"
    when: Expression = "true"
    facts: dict[str, Annotated[FactShape, BeforeValidator(_fact)]] = {}
    in_force: IntervalShape | None = None


class FlagShape(Shape):
    """A named condition with a label."""

    if_: Expression = Field(alias="if")
    label: OptionalTexts = None


class SilenceShape(Shape):
    """A weakness that the pack's author knows of and leaves as it is."""

    stand_ins: ClassVar[dict[str, str]] = {"because": "…"}

    id: Text
    of: Text
    because: Texts
