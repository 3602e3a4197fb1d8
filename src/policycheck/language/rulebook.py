"""The checked policy: what a pack means, with every name resolved and every expression typed. Immutable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from policycheck.language.ir import Node
from policycheck.language.types import Interval, Texts, Type, Value

PORTFOLIO = "portfolio"
"""The name of the record type that holds every collection, and the key of its one record."""
BUILT_IN = ("waiver", "assessment")
"""Record types that are always there; nothing refers to them."""
FORCES = ("heading", "descriptive", "definition", "must", "should", "default", "indicative", "discretionary")
BINDING = ("must", "should", "default", "discretionary")
"""The forces whose clauses are enforced, put to a person, or said to be neither."""


@dataclass(frozen=True)
class Clause:
    """A sentence of the written policy."""

    id: str
    force: str
    text: Texts
    not_checked: Texts | None = None

    def _repr_html_(self) -> str:
        from policycheck.language.display import clause_html

        return clause_html(self)


@dataclass(frozen=True)
class FieldType:
    """A field of a record type, or what a parameter may be."""

    name: str
    type: Type
    label: Texts | None = None
    help: Texts | None = None
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """Of a choice, or of a list of choices: names to labels."""
    min: int | Decimal | date | None = None
    max: int | Decimal | date | None = None
    required: bool = False
    element: FieldType | None = None
    """Of a list: what its elements may be."""
    lower: bool = False
    """Of a text: read in small letters."""


@dataclass(frozen=True)
class Inverse:
    """The records of type `record` whose `field` refers to a record."""

    record: str
    field: str


@dataclass(frozen=True)
class RecordType:
    """A type of record: its fields in the pack's order, and the collections that lead to it."""

    name: str
    plural: str
    fields: Mapping[str, FieldType]
    key: str | None
    """The field that identifies a record; None for waivers and assessments, which nothing refers to."""
    title: str | None = None
    label: Texts | None = None
    plural_label: Texts | None = None
    """What people call several of them; a sheet's name in workbooks."""
    inverses: Mapping[str, Inverse] = field(default_factory=dict)
    table: bool = False
    """Whether its rows are shipped with the pack instead of given as data."""

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Where a field's value stands in a row."""
        return {name: at for at, name in enumerate(self.fields)}

    @cached_property
    def key_column(self) -> int:
        """Where the key stands in a row; only of types that have one."""
        assert self.key is not None
        return self.column[self.key]

    def key_of(self, row: Sequence[Value | None]) -> str:
        """The key of a row."""
        return str(row[self.key_column])


@dataclass(frozen=True)
class Parameter:
    """What the written policy leaves open: a value, or one from each date."""

    name: str
    kind: FieldType
    values: tuple[tuple[date, Value | None], ...]
    """By the day each comes into force, earliest first."""
    clause: str | None = None
    label: Texts | None = None
    assumption: Texts | None = None

    @property
    def type(self) -> Type:
        """The type of its values."""
        return self.kind.type

    def at(self, today: date) -> Value | None:
        """The value in force on a day; None where there is none yet."""
        found = None
        for start, value in self.values:
            if start <= today:
                found = value
        return found


@dataclass(frozen=True)
class FlagType:
    """One named condition of a set of flags."""

    name: str
    condition: Node
    label: Texts | None = None


@dataclass(frozen=True)
class Derivation:
    """A named value on a record type: an expression, or a set of flags."""

    record: str
    name: str
    type: Type
    value: Node | None
    flags: Mapping[str, FlagType] = field(default_factory=dict)
    height: int = 0
    """How deep its tree is with all that it rests on."""


@dataclass(frozen=True)
class Template:
    """A text with expressions in it; parts are texts and typed expressions."""

    parts: tuple[str | Node, ...]


Templates = Mapping[str, Template]
"""Templates by language; `*` stands for every language."""


@dataclass(frozen=True)
class Exemption:
    """A recorded exception: where `condition` is known to hold, a breach is excepted."""

    condition: Node
    because: Templates


@dataclass(frozen=True)
class Recommendation:
    """Options to pick from a table or a collection."""

    source: Node
    where: Node | None
    say: Templates
    at_most: int | None
    record: str


@dataclass(frozen=True)
class Rule:
    """A rule: for each record of a type, when `when` holds, `require` must hold, unless an exception is recorded."""

    id: str
    family: str
    """The id as the pack's author wrote it; a rule of a `for` is one of several in a family."""
    clauses: tuple[str, ...]
    about: str
    modality: str
    when: Node
    require: Node | None
    """None for a `may` rule, which recommends and demands nothing."""
    exceptions: tuple[Exemption, ...] = ()
    message: Templates | None = None
    remedy: Templates | None = None
    recommend: Recommendation | None = None
    in_force: Interval = field(default_factory=Interval)
    tags: tuple[str, ...] = ()
    forbids: bool = field(default=False, compare=False)
    """Whether its author wrote what must not be, instead of what must be."""
    sentences: tuple[Clause, ...] = field(default=(), compare=False)
    """The clauses themselves, for whoever shows the rule."""

    def __repr__(self) -> str:
        from policycheck.language.display import item_line

        return item_line(self)

    def _repr_html_(self) -> str:
        from policycheck.language.display import item_html

        return item_html(self)

    @property
    def conditions(self) -> tuple[Node, ...]:
        """All that decides its outcome."""
        found = [self.when] if self.require is None else [self.when, self.require]
        found += [exception.condition for exception in self.exceptions]
        if self.require is None and self.recommend is not None:
            found += [part for part in (self.recommend.source, self.recommend.where) if part is not None]
        return tuple(found)


@dataclass(frozen=True)
class Judgement:
    """A question that only a person can decide, asked of each record of a type while `when` holds."""

    id: str
    clauses: tuple[str, ...]
    about: str
    modality: str
    when: Node
    question: Templates
    facts: Mapping[str, Node] = field(default_factory=dict)
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """What people call the facts, by name, where the pack says."""
    in_force: Interval = field(default_factory=Interval)
    sentences: tuple[Clause, ...] = field(default=(), compare=False)
    """The clauses themselves, for whoever shows the judgement."""

    def __repr__(self) -> str:
        from policycheck.language.display import item_line

        return item_line(self)

    def _repr_html_(self) -> str:
        from policycheck.language.display import item_html

        return item_html(self)

    @property
    def conditions(self) -> tuple[Node, ...]:
        """All that decides whether it is asked."""
        return (self.when,)


@dataclass(frozen=True)
class Rulebook:
    """A checked policy."""

    id: str
    title: Texts
    version: str
    languages: tuple[str, ...]
    issuer: Texts | None
    currency: str | None
    in_force: Interval
    clauses: Mapping[str, Clause]
    records: Mapping[str, RecordType]
    """Every record type of the pack by name, and the portfolio."""
    tables: Mapping[str, RecordType]
    table_rows: Mapping[str, tuple[tuple[Value | None, ...], ...]]
    parameters: Mapping[str, Parameter]
    derivations: Mapping[tuple[str, str], Derivation]
    rules: tuple[Rule, ...]
    judgements: tuple[Judgement, ...]
    digest: str

    @cached_property
    def types(self) -> Mapping[str, RecordType]:
        """Record types and tables by name."""
        return {**self.records, **self.tables}

    @property
    def every_item(self) -> tuple[Rule | Judgement, ...]:
        """Rules, then judgements, each in the pack's order."""
        return (*self.rules, *self.judgements)

    @cached_property
    def items(self) -> Mapping[str, tuple[Rule | Judgement, ...]]:
        """Rules and judgements of each record type, sorted by id: the columns of its verdicts."""
        found: dict[str, list[Rule | Judgement]] = {}
        every: list[Rule | Judgement] = [*self.rules, *self.judgements]
        for item in sorted(every, key=lambda item: item.id):
            found.setdefault(item.about, []).append(item)
        return {about: tuple(found[about]) for about in sorted(found)}

    @cached_property
    def item(self) -> Mapping[str, Rule | Judgement]:
        """Rules and judgements by id."""
        return {item.id: item for items in self.items.values() for item in items}

    def derivation_names(self, record: str) -> tuple[str, ...]:
        """The derivations of a record type, in the pack's order."""
        return tuple(name for about, name in self.derivations if about == record)
