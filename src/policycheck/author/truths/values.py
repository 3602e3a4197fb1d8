"""What operators and loops can come to, given what their parts can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from policycheck.author.truths.ranges import (
    FIRST_DAY,
    LAST_DAY,
    LEAST,
    MISSING,
    MOST,
    NOTHING,
    ZERO,
    Bound,
    Range,
    between,
    can,
    ends,
    exactly,
    join,
    long,
    overlap,
    perhaps,
    truth,
)
from policycheck.author.truths.terms import Term
from policycheck.engines.exact import add_days, add_months
from policycheck.language.types import Interval


def operation(term: Term, parts: Sequence[Range]) -> Range:
    """What a term that is no field and no loop can be."""
    own = _OWN.get(term.does)
    if own is not None:
        return own(term, parts)
    missing = any(part.missing for part in parts)
    if not all(part.known for part in parts):
        return MISSING if missing else NOTHING
    return perhaps(_STRICT[term.does](*parts), missing)


# --- conditions


def _and(_: Term, parts: Sequence[Range]) -> Range:
    if NOTHING in parts:
        return NOTHING
    found = {True} if all(can(part, True) for part in parts) else set[bool | None]()
    found |= {False} if any(can(part, False) for part in parts) else set()
    open_ = any(part.missing for part in parts) and all(part.missing or can(part, True) for part in parts)
    return truth(found | ({None} if open_ else set()))


def _or(term: Term, parts: Sequence[Range]) -> Range:
    return negated(_and(term, [negated(part) for part in parts]))


def negated(part: Range) -> Range:
    """The opposite of a condition."""
    return Range(part.missing, frozenset(not one for one in part.values or ()))


def _if(_: Term, parts: Sequence[Range]) -> Range:
    """Where the condition is unknown, what both sides agree on."""
    then, condition, otherwise = parts
    found = [then] if can(condition, True) else []
    found += [otherwise] if can(condition, False) else []
    if condition.missing:
        same = then.single is not None and then.single == otherwise.single
        unsure = then.missing or otherwise.missing or not same
        found.append(perhaps(join((then, otherwise)) if overlap(then, otherwise) else NOTHING, unsure))
    return join(found)


def _in(_: Term, parts: Sequence[Range]) -> Range:
    """The item, the list, and what an element of the list can be."""
    item, over, each = parts
    unsure = item.missing or over.missing or (each.missing and long(over))
    if not (item.known and over.known):
        return MISSING if unsure else NOTHING
    found = truth([True] * (long(over) and overlap(item, each)) + [False])
    return perhaps(found, unsure)


def _lists(_: Term, parts: Sequence[Range]) -> Range:
    if not all(part.known for part in parts):
        return MISSING
    return truth((True, False, None))


def _present(term: Term, parts: Sequence[Range]) -> Range:
    part, kind = parts[0], term.args[0].type.kind
    if part == NOTHING:
        return NOTHING
    empty, full = False, part.known
    if kind in ("list", "collection"):
        empty, full = part.known and part.low == ZERO, part.known and long(part)
    elif kind not in ("boolean", "integer", "number", "money", "date", "period", "record"):
        empty = "" in part.values if part.values is not None else "" not in part.without
        full = part.values is None or bool(part.values - {""})
    return truth([True] * full + [False] * (empty or part.missing))


def _eq(a: Range, b: Range) -> Range:
    same = a.single is not None and a.single == b.single
    return truth([True] * overlap(a, b) + [False] * (not same))


def _lt(a: Range, b: Range) -> Range:
    (a_low, a_high), (b_low, b_high) = ends(a), ends(b)
    return truth([True] * (a_low < b_high) + [False] * (b_low <= a_high))


def _within(day: Range, period: Range) -> Range:
    (low, high), found = ends(day), period.single
    if not isinstance(found, Interval):
        return truth((True, False))
    start = FIRST_DAY if found.start is None else (found.start, 0)
    end = (date.max, 1) if found.until is None else (found.until, -1)
    return truth([True] * (low <= end and start <= high) + [False] * (low < start or high > end))


# --- values


def _number(low: Bound, high: Bound) -> Range:
    """Of a result, which is missing where it is too large."""
    return between(max(low, LEAST), min(high, MOST), missing=low < LEAST or high > MOST)


def _add(a: Range, b: Range) -> Range:
    (a_low, a_high), (b_low, b_high) = ends(a), ends(b)
    return _number((a_low[0] + b_low[0], a_low[1] or b_low[1]), (a_high[0] + b_high[0], a_high[1] or b_high[1]))


def _neg(a: Range) -> Range:
    low, high = ends(a)
    return between((-high[0], -high[1]), (-low[0], -low[1]))


def _mul(a: Range, b: Range) -> Range:
    corners = [one[0] * other[0] for one in ends(a) for other in ends(b)]
    return _number((min(corners), 0), (max(corners), 0))


def _abs(a: Range) -> Range:
    low, high = ends(a)
    if low >= ZERO:
        return a
    turned = _neg(a)
    return turned if high <= ZERO else between(ZERO, max(high, ends(turned)[1]))


def _later(move: Callable[[date, int], date | None]) -> Callable[[Range, Range], Range]:
    """A day so many days or months later; missing where no calendar has it."""

    def moved(day: Range, number: Range) -> Range:
        (first, last), (low, high) = ends(day), ends(number)
        start, end = (_moved(move, at, by) for at, by in ((first, low), (last, high)))
        found = between((start, 0) if start else FIRST_DAY, (end, 0) if end else LAST_DAY)
        return perhaps(found, start is None or end is None)

    return moved


def _moved(move: Callable[[date, int], date | None], at: Bound, by: Bound) -> date | None:
    number = int(by[0])
    return move(at[0], number) if abs(number) < 10**7 else None


def _days(a: Range, b: Range) -> Range:
    (a_low, a_high), (b_low, b_high) = ends(a), ends(b)
    return between((Fraction((a_low[0] - b_high[0]).days), 0), (Fraction((a_high[0] - b_low[0]).days), 0))


def _year(day: Range) -> Range:
    low, high = ends(day)
    return between((Fraction(low[0].year), 0), (Fraction(high[0].year), 0))


def _end(name: str) -> Callable[[Range], Range]:
    def found(period: Range) -> Range:
        one = period.single
        return exactly(getattr(one, name)) if isinstance(one, Interval) else between(FIRST_DAY, LAST_DAY, missing=True)

    return found


def _how_many(*conditions: Range) -> Range:
    low = sum(not can(one, False) for one in conditions)
    return between((Fraction(low), 0), (Fraction(sum(can(one, True) for one in conditions)), 0))


def _kept(_: Term, parts: Sequence[Range]) -> Range:
    """A value that a loop uses: none where its condition does not hold."""
    return parts[1] if can(parts[0], True) else NOTHING


def _of(_: Term, parts: Sequence[Range]) -> Range:
    """A value of the record that a reference leads to."""
    return perhaps(parts[1] if parts[0].known else NOTHING, parts[0].missing)


_OWN: Mapping[str, Callable[[Term, Sequence[Range]], Range]] = MappingProxyType(
    {
        "record": lambda term, parts: Range(False),
        "today": lambda term, parts: between(FIRST_DAY, LAST_DAY),
        "flags": lambda term, parts: Range(True),
        "const": lambda term, parts: exactly(term.name),
        "of": _of,
        "kept": _kept,
        "and": _and,
        "or": _or,
        "if": _if,
        "in": _in,
        "intersects": _lists,
        "subset": _lists,
        "present": _present,
        "known": lambda term, parts: truth([True] * parts[0].known + [False] * parts[0].missing),
    }
)
_STRICT: Mapping[str, Callable[..., Range]] = MappingProxyType(
    {
        "not": negated,
        "eq": _eq,
        "lt": _lt,
        "within": _within,
        "add": _add,
        "sub": lambda a, b: _add(a, _neg(b)),
        "mul": _mul,
        "neg": _neg,
        "abs": _abs,
        "add_days": _later(add_days),
        "add_months": _later(add_months),
        "days_between": _days,
        "year": _year,
        "month": lambda day: between((Fraction(1), 0), (Fraction(12), 0)),
        "start": _end("start"),
        "until": _end("until"),
        "len": lambda part: between(*ends(part)),
        "how_many": _how_many,
        "contains": lambda text, part: truth((True, False)),
        "startswith": lambda text, part: truth((True, False)),
    }
)
