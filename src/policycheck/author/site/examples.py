"""The cases of a pack as examples, in words: what is given, on which day, and what comes of it by each rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

from policycheck.author.cases import Case
from policycheck.author.prose import Prose
from policycheck.author.prose.values import shown
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType, Rule
from policycheck.language.types import Value
from policycheck.language.values import Reader, Unreadable, reader
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.report.speech import day, label
from policycheck.wording import say

MOST_RECORDS = 100
"""Records of a type that an example shows; the rest is counted."""


@dataclass(frozen=True)
class Given:
    """A record of an example."""

    key: str
    values: tuple[tuple[str, str], ...]
    """What people call each field that is stated, and its value."""


@dataclass(frozen=True)
class Outcome:
    """What a rule comes to for some of the records."""

    name: str
    word: str
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """One case."""

    number: int
    name: str
    today: str
    given: tuple[tuple[str, tuple[Given, ...], int], ...]
    """By type of record: what people call several, those that are shown, and how many are not."""
    parameters: tuple[tuple[str, str], ...]
    """By name: the value in this case in place of the pack's."""
    expected: tuple[tuple[str, tuple[Outcome, ...]], ...]
    """By the id of a rule or a judgement."""
    nothing_else: bool
    """Whether all else must be satisfied or not applicable."""


class Examples:
    """The cases in one language."""

    def __init__(self, prose: Prose, cases: Iterable[Case]) -> None:
        self._prose = prose
        self._types = {type_.plural: type_ for type_ in (*prose.rulebook.records.values(), WAIVER, ASSESSMENT)}
        self._readers: dict[int, Reader] = {}
        self._day = cache(partial(day, language=prose.language))
        self.all = tuple(self._example(number, case) for number, case in enumerate(cases, 1))

    @cached_property
    def of(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """By family or judgement, and by outcome: the examples that expect it."""
        item = self._prose.rulebook.item
        found: dict[str, dict[str, dict[int, None]]] = {name: {} for name in self._prose.items}
        for example in self.all:
            for id_, outcomes in example.expected:
                rule = item[id_]
                by_outcome = found[rule.family if isinstance(rule, Rule) else id_]
                for outcome in outcomes:
                    by_outcome.setdefault(outcome.name, {})[example.number] = None
        return {
            name: {outcome: tuple(by[outcome]) for outcome in _ORDER if outcome in by} for name, by in found.items()
        }

    def _example(self, number: int, case: Case) -> Example:
        prose, shape = self._prose, case.shape
        parameters = prose.rulebook.parameters
        return Example(
            number,
            case.name,
            self._day(shape.today),
            tuple(self._group(plural, rows) for plural, rows in shape.given.items()),
            tuple(
                (name, self._value(value, parameters[name].kind if name in parameters else None))
                for name, value in shape.parameters.items()
            ),
            tuple((rule, tuple(_outcomes(prose, expected))) for rule, expected in shape.expect.items()),
            shape.expect_all,
        )

    def _group(self, plural: str, rows: object) -> tuple[str, tuple[Given, ...], int]:
        """The records of a type; what is no list of records is shown as it stands."""
        type_ = self._types.get(plural)
        listed = rows if isinstance(rows, list | tuple) else [rows]
        shown = tuple(self._given(row, type_) for row in listed[:MOST_RECORDS])
        return self._several(plural, type_), shown, len(listed) - len(shown)

    def _several(self, plural: str, type_: RecordType | None) -> str:
        if type_ is None:
            return plural
        if type_.name in self._prose.rulebook.types:
            words = self._prose.phrases.several(type_.name).text
        else:
            words = self._prose.own(type_.plural_label, plural)
        return f"{words[:1].upper()}{words[1:]}"

    def _given(self, row: object, type_: RecordType | None) -> Given:
        if not isinstance(row, Mapping):
            return Given(str(row), ())
        key = type_.key if type_ is not None and type_.name != PORTFOLIO else None
        fields = type_.fields if type_ is not None else {}
        told = (
            (label(fields[name], self._prose.language) if name in fields else str(name), self._value(value, field))
            for name, value in row.items()
            if name != key
            for field in [fields.get(name)]
        )
        return Given(str(row[key]) if key in row else "", tuple(told))

    def _value(self, value: object, field: FieldType | None) -> str:
        """What is written in a case, as people read it; as it stands, where it is no value of the field."""
        if field is None:
            return say("not_stated", self._prose.language) if value is None else str(value)
        try:
            read: Value | None = None if value is None else self._reader(field)(value)
        except Unreadable:
            return str(value)
        if read is None:
            return say("not_stated", self._prose.language)
        return ", ".join(shown(self._prose, read, field)) or say("none", self._prose.language)

    def _reader(self, field: FieldType) -> Reader:
        if id(field) not in self._readers:
            self._readers[id(field)] = reader(field)
        return self._readers[id(field)]


_ORDER = (
    "satisfied",
    "violated",
    "undetermined",
    "excepted",
    "waived",
    "recommended",
    "needs_judgement",
    "not_applicable",
)


def outcome_word(outcome: str, language: str) -> str:
    """What an outcome is called."""
    return say("option" if outcome == "recommended" else outcome, language)


def _outcomes(prose: Prose, expected: Mapping[str, str]) -> Iterator[Outcome]:
    for name in _ORDER:
        subjects = tuple(str(subject) for subject, outcome in expected.items() if outcome == name)
        if subjects:
            yield Outcome(name, outcome_word(name, prose.language), subjects)
