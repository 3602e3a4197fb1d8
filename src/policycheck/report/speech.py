"""Values in a language's own way: 1 000 000 kr, 31.12.2025, ja; a missing value as «ikke oppgitt»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from typing import Any, Final

from policycheck.engines.reference import Walk
from policycheck.language.ir import Derived, Field, Node, Op, Param, Subject
from policycheck.language.rulebook import FieldType, Judgement, Rulebook, Template, Templates
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Texts, Type
from policycheck.records.tables import Row
from policycheck.wording import say, spoken

GROUPED_FROM: Final = 10_000
"""Numbers below it are written without spaces, as years are."""
_WIDE = Context(prec=64)
"""Room for every digit that a result may have; Babel rounds by the context it finds."""


class Speech:
    """Says values and templates to a reader, in any of the policy's languages."""

    def __init__(self, rulebook: Rulebook, walk: Walk) -> None:
        self.rulebook, self.walk = rulebook, walk

    def texts(self, templates: Templates, row: Row, element: Any = None) -> Texts:
        """A template in each of the policy's languages, its expressions evaluated on a record."""
        return {language: self.text(templates, language, row, element) for language in self.rulebook.languages}

    def text(self, templates: Templates, language: str, row: Row, element: Any = None) -> str:
        """A template in one of the policy's languages."""
        return self.template(templates.get(language) or templates["*"], language, row, element)

    def template(self, template: Template, language: str, row: Row, element: Any = None) -> str:
        """A template in one language."""
        return "".join(
            part if isinstance(part, str) else self.node(part, language, row, element) for part in template.parts
        )

    def node(self, node: Node, language: str, row: Row, element: Any = None) -> str:
        """The value of an expression on a record."""
        value = self.walk.value(node, row, element)
        if node.type.kind == "flags" and isinstance(node, Derived) and value is not None:
            derivation = self.rulebook.derivations[node.record, node.name]
            held = [in_language(derivation.flags[name].label, language, name) for name, truth in value if truth]
            unknown = any(truth is None for _, truth in value)
            return ", ".join(held) or say("not_stated" if unknown else "none", language)
        return self.value(value, node.type, language, labels_of(node, self.rulebook))

    def value(self, value: Any, type_: Type, language: str, labels: Mapping[str, Texts] | None = None) -> str:
        """A value of a type."""
        if value is None:
            return say("not_stated", language)
        match type_.kind:
            case "boolean":
                return say("yes" if value else "no", language)
            case "money":
                return money(value, self.rulebook.currency, language)
            case "integer" | "number":
                return number(value, language)
            case "date":
                return day(value, language)
            case "period":
                return period(value, language)
            case "choice":
                return in_language((labels or {}).get(value), language, value)
            case "ref":
                return self.title(type_.record, value, language)
            case "list":
                assert type_.of
                parts = [self.value(item, type_.of, language, labels) for item in value]
                return ", ".join(parts) or say("none", language)
            case "collection":
                keys = (self._key(type_.record, row) for row in value)
                return ", ".join(self.title(type_.record, key, language) for key in keys) or say("none", language)
        return str(value)

    def title(self, record: str, key: str, language: str | None = None) -> str:
        """What people call a record: its title field's value, else its key; by default in the first language."""
        type_ = self.rulebook.types[record]
        row = self.walk.facts.tables.index[record].get(key)
        if type_.title and row is not None:
            title = row[type_.column[type_.title]]
            field = type_.fields[type_.title]
            if title is not None and field.type.kind not in ("ref", "list"):
                return self.value(title, field.type, language or self.rulebook.languages[0], field.labels)
        return key

    def key_and_title(self, record: str, key: str, language: str) -> str:
        """A record's key, and its title where that is another."""
        title = self.title(record, key, language)
        return key if title == key else f"{key} {say('quoted', language, title)}"

    def fact(self, judgement: Judgement, name: str, language: str) -> str:
        """What people call a fact: its own label, else that of the record's field it is, else its name."""
        own, node = judgement.labels.get(name), judgement.facts[name]
        if own is None and isinstance(node, Field) and isinstance(node.of, Subject):
            return label(self.rulebook.types[node.of.type.record].fields[node.name], language)
        return in_language(own, language, name)

    def _key(self, record: str, row: Row) -> str:
        type_ = self.rulebook.types[record]
        return type_.key_of(row)


def labels_of(node: Node, rulebook: Rulebook) -> Mapping[str, Texts]:
    """The labels of the choices that a node's value is one of."""
    match node:
        case Field():
            return rulebook.types[node.of.type.record].fields[node.name].labels
        case Param():
            return rulebook.parameters[node.name].kind.labels
        case Derived():
            value = rulebook.derivations[node.record, node.name].value
            return labels_of(value, rulebook) if value is not None else {}
        case Op(name="if"):
            then, _, otherwise = node.args
            return {**labels_of(otherwise, rulebook), **labels_of(then, rulebook)}
    return {}


def label(field: FieldType, language: str) -> str:
    """What people call a field."""
    return in_language(field.label, language, field.name)


def number(value: int | Decimal, language: str) -> str:
    """A number with the language's separators."""
    from babel.numbers import format_decimal

    pattern = "0.############" if -GROUPED_FROM < value < GROUPED_FROM else "#,##0.############"
    with localcontext(_WIDE):
        return format_decimal(_short(value), format=pattern, locale=_locale(language))


def money(value: int | Decimal, currency: str | None, language: str) -> str:
    """An amount with the policy's currency, without decimals where it is whole."""
    from babel.numbers import format_currency, get_currency_symbol

    if currency is None:
        return number(value, language)
    locale, short = _locale(language), _short(value)
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    if get_currency_symbol(currency, locale).isalpha():
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
    pattern = pattern.replace(".00", "" if isinstance(short, int) else ".00##########")
    with localcontext(_WIDE):
        return format_currency(short, currency, format=pattern, locale=locale, currency_digits=False)


def day(value: date, language: str) -> str:
    """A date."""
    from babel.dates import format_date

    pattern = "dd.MM.yyyy" if spoken(language) == "nb" else "d MMMM yyyy"
    return format_date(value, format=pattern, locale=_locale(language))


def period(value: Interval, language: str) -> str:
    """A period as people say it: with its last day, not the day behind it."""
    last = value.until - timedelta(1) if value.until and value.until > date.min else value.until
    ends = [day(end, language) if end else "…" for end in (value.start, last)]
    return say("from_through", language, *ends)


def joined(words: Sequence[str], language: str) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('and', language)} {words[-1]}"


def _short(value: int | Decimal) -> int | Decimal:
    """A whole number as such, so that it is written without decimals."""
    return int(value) if value == int(value) else value


@lru_cache(maxsize=64)
def _locale(language: str) -> Any:
    """The locale of a language; English where it is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
