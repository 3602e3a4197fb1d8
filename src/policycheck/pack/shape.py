"""The shape of each item of a pack, as pydantic models: which keys, which are texts, which are expressions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


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
Texts: TypeAlias = Annotated[dict[str, Text], BeforeValidator(_texts)]
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
    """The first day that belongs to it; left out where it has no beginning. Example: 2024-01-01."""
    until: date | None = None
    """The first day that no longer belongs to it; left out where it has no end. Example: 2025-01-01."""


class PolicyShape(Shape):
    """What the policy is called, who issued it, and when it is in force."""

    stand_ins: ClassVar[dict[str, str]] = {"id": "id", "title": "…", "version": "…"}

    id: Text
    """A short name that stays the same: small letters, digits and hyphens. Example: travel-policy."""
    title: Texts
    """What the policy is called: one text, or one for each language. Example: {nb: Reiseregler, en: Travel rules}."""
    version: Text
    """The text's own version or date. Example: "1.0"."""
    languages: TextList
    """The languages of its texts, the written policy's own first. Example: [nb, en]."""
    issuer: OptionalTexts = None
    """Who has decided the policy. Example: Fredrikstad kommune."""
    in_force: IntervalShape | None = None
    """When the policy holds: from a day, until a day or both. Example: {from: 2024-01-01}."""
    currency: Text | None = None
    """The currency of all money: three capital letters. Example: NOK."""


class ClauseShape(BaseModel):
    """A sentence of the written policy; its text stands under each language's own key."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)

    id: Text
    """The sentence's number, by which rules cite it. Example: 4-p2.s1."""
    force: Force
    """How strongly it binds. heading and descriptive: not at all. definition: says what a word means. must: always.
    should: advised. default: as a rule, with exceptions. indicative: examples of what may be done. discretionary:
    a person judges."""
    not_checked: OptionalTexts = None
    """Why no rule checks a sentence that binds. Example: Nobody records how a room was left."""


class FieldShape(Shape):
    """A field of a record type."""

    essential: ClassVar[tuple[str, ...]] = ("of", "to")

    type: Kind
    """What the field holds: text, boolean (true or false), integer, number, money, date, choice (one of a list), ref
    (another record), list (several values). Example: date."""
    of: Anything = None
    """Of a choice: its names, or its names with labels. Of a list: what its values are. Example: [planned, done], or
    {out: {nb: ut, en: out}}. A name such as NO, yes or off is text here; `True`, `Null` and the like need quotes.
    """
    to: Text | None = None
    """Of a ref: the kind of record or the table it leads to. Example: partnership."""
    inverse: Text | None = None
    """Of a ref: what the records that lead here are called on the other side. Example: visits."""
    min: Anything = None
    """The lowest number or earliest date that is believed; a value below it is told and not used. Example: 0."""
    max: Anything = None
    """The highest number or latest date that is believed; a value above it is told and not used. Example: 100."""
    lower: bool = False
    """Of a text: true to read it in small letters, where letter case says nothing. Example: true."""
    required: bool = False
    """True if a record without it is told as a fault of the data. Example: true."""
    label: OptionalTexts = None
    """What people call the field: heads its column. Example: {nb: Startdato, en: Start date}."""
    help: OptionalTexts = None
    """What belongs in the field: shown to whoever fills it in. Example: The day the visit begins."""


FieldEntry: TypeAlias = Annotated[FieldShape, BeforeValidator(_field)]


class RecordShape(Shape):
    """A type of record."""

    essential: ClassVar[tuple[str, ...]] = ("plural",)

    fields: dict[str, FieldEntry]
    """What is kept of each record: names of fields with their types. Example: {name: text, start_date: date}."""
    plural: Text | None = None
    """What several are called in data and in expressions; without it, an s is added. Example: visits."""
    label: OptionalTexts = None
    """What people call one. Example: {nb: Besøk, en: Visit}."""
    plural_label: OptionalTexts = None
    """What people call several: heads a sheet or a table. Example: {nb: Besøk, en: Visits}."""
    title: Text | None = None
    """The field by which people know a record; without it, its key. Example: name."""
    key: Text = "id"
    """The field that no two records share; without it, `id`. Example: code."""


class TableShape(Shape):
    """Reference data shipped with the pack."""

    fields: dict[str, FieldEntry]
    """The columns: names of fields with their types. Example: {name: text, seats: integer}."""
    rows: list[dict[str, Any]]
    """The rows: each names its key and what is known of the rest. Example: [{id: attic, name: the Attic, seats:
    12}]."""
    key: Text = "id"
    """The column that no two rows share; without it, `id`. Example: code."""
    title: Text | None = None
    """The column by which people know a row; without it, its key. Example: name."""
    label: OptionalTexts = None
    """What people call the table. Example: {nb: Rom, en: Rooms}."""


class ParameterShape(Shape):
    """What the text leaves open."""

    essential: ClassVar[tuple[str, ...]] = ("of",)

    type: Literal["text", "boolean", "integer", "number", "money", "date", "choice", "list", "period"]
    """What the value is: text, boolean, integer, number, money, date, choice, list, or period (from a day until a
    day). Example: money."""
    of: Anything = None
    """Of a choice: its names, or its names with labels. Of a list: what its values are. Example: [strict, mild]."""
    min: Anything = None
    """The lowest value that may be set. Example: 0."""
    max: Anything = None
    """The highest value that may be set. Example: 12."""
    clause: Text | None = None
    """The sentence that leaves the value open. Example: 4-p5."""
    value: Any = None
    """The value; empty while it is not decided. Example: 1000000, or {from: 2023-10-01, until: 2027-10-01}."""
    values: dict[str, Any] | None = None
    """Values that came into force one after another, by the day each did; in place of `value`. Example: {2020-01-01:
    800000, 2024-01-01: 1000000}."""
    label: OptionalTexts = None
    """What people call it. Example: {nb: Grense for større prosjekter, en: Limit of larger projects}."""
    assumption: OptionalTexts = None
    """Why this value, where the text does not say: shown wherever a finding rests on it. Example: The text gives no
    figure. One year is assumed."""


class ExemptionShape(Shape):
    """A recorded exception and its reason."""

    stand_ins: ClassVar[dict[str, str]] = {"because": "…"}

    if_: Expression = Field(alias="if")
    """The condition under which the rule is set aside; it must be known to hold. Example: present(exception_reason)."""
    because: Texts
    """The reason, as the report tells it; {…} shows a value. Example: The council agreed: {exception_reason}."""


class RecommendShape(Shape):
    """Options picked from a table or a collection."""

    stand_ins: ClassVar[dict[str, str]] = {"say": "…"}

    from_: Expression = Field(alias="from")
    """A word for one option, and the table or collection they come from. Example: r in rooms."""
    where: Expression = "true"
    """Which options fit; without it, all. Example: r.seats >= people."""
    say: Texts
    """What is said of each option; {…} shows a value. Example: {r.name} has {r.seats} seats."""
    at_most: Annotated[int, Field(ge=1)] | None = None
    """How many are told at most. Example: 3."""


class RuleShape(Shape):
    """What the policy demands of a kind of record, and the sentences that say so."""

    essential: ClassVar[tuple[str, ...]] = ("for",)
    stand_ins: ClassVar[dict[str, str]] = {"modality": "must", "clauses": ""}

    id: Text
    """A short name that stays the same: small letters, digits, hyphens and dots. Example: visit-quota."""
    clauses: TextList
    """The sentences that the rule enforces, by their ids. Example: [4-p2.s1]."""
    about: Text
    """The kind of record that is judged; `portfolio` for all records together. Example: partnership."""
    modality: Literal["must", "default", "should", "may"]
    """must: a breach is a violation. default: so too, but exceptions are usual. should: a breach is a
    recommendation. may: nothing is demanded, something is recommended. Example: must."""
    for_: dict[str, list[Any]] | None = Field(None, alias="for")
    """One rule for each value of a word. Example: {way: [out, in]}."""
    when: Expression = "true"
    """Which records the rule concerns; without it, all. Example: status == "active"."""
    require: OptionalExpression = None
    """What must hold. Write this or `forbid`. Example: present(evaluated_on)."""
    forbid: OptionalExpression = None
    """What must not hold. Write this or `require`. Example: cost > budget."""
    unless: list[ExemptionShape] = []
    """Recorded exceptions, each with its reason. Example: [{if: present(agreed), because: It is agreed.}]."""
    message: OptionalTexts = None
    """What is told where the rule is broken; {…} shows a value of the record. Example: {name} has {count(v for v in
    visits)} visits."""
    remedy: OptionalTexts = None
    """What is to be done about it. Example: Move the visit to the next period."""
    recommend: RecommendShape | None = None
    """Options to offer, picked from a table or from records. Example: {from: r in rooms, where: r.seats >= people,
    say: "{r.name}"}."""
    in_force: IntervalShape | None = None
    """When the rule holds: from a day, until a day or both. Example: {from: 2024-01-01}."""
    tags: TextList = []
    """Words to find the rule by. Example: [visits, money]."""


class FactShape(Shape):
    """What is shown to whoever answers a judgement, and what people call it."""

    value: Expression
    """What is shown: a field or an expression. Example: count(p for p in partnerships if p.active)."""
    label: OptionalTexts = None
    """What people call it. Example: {nb: Aktive vennskapsbyer, en: Active twin towns}."""


def _fact(value: object) -> object:
    """A fact that is only an expression stands for a mapping."""
    return value if isinstance(value, dict) else {"value": value}


FactEntry: TypeAlias = Annotated[FactShape, BeforeValidator(_fact)]


class JudgementShape(Shape):
    """What only a person can decide."""

    stand_ins: ClassVar[dict[str, str]] = {"question": "…", "clauses": ""}

    id: Text
    """A short name that stays the same: small letters, digits, hyphens and dots. Example: suits-a-library."""
    clauses: TextList
    """The sentences that call for judgement, by their ids. Example: [1.2-p1]."""
    about: Text
    """The kind of record that is judged; `portfolio` for all records together. Example: booking."""
    question: Texts
    """What a person is asked, to be answered by yes or no, where yes is as it should be; {…} shows a value. Example:
    Does {purpose} suit a library?"""
    modality: Literal["must", "default", "should"] = "must"
    """What the answer no means: must and default a violation, should a recommendation. Example: must."""
    when: Expression = "true"
    """Which records are put to a person; without it, all. Example: open_to_all."""
    facts: dict[str, FactEntry] = {}
    """What the person is shown, by name: an expression, or one with a label. Example: {people: people}."""
    in_force: IntervalShape | None = None
    """When it is asked: from a day, until a day or both. Example: {from: 2024-01-01}."""


class FlagShape(Shape):
    """A named condition with a label."""

    if_: Expression = Field(alias="if")
    """When it holds. Example: advice_level >= 1."""
    label: OptionalTexts = None
    """What people call it. Example: {nb: Reiseråd, en: Travel advice}."""


class SilenceShape(Shape):
    """A weakness that the pack's author knows of and leaves as it is."""

    stand_ins: ClassVar[dict[str, str]] = {"because": "…"}

    id: Text
    """The weakness, by the name that `policycheck lint` gives it. Example: rule-without-case."""
    of: Text
    """The item that has it, by the name that `policycheck lint` gives it. Example: visit-quota."""
    because: Texts
    """Why it stays. Example: The sentence cannot be tested yet."""
