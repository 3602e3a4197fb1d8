"""Section `twelve`: 12 rules over 3,000 projects, in µs a record, beside code by hand and zen-engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bench import data, floor, library, zen
from bench.clock import best
from bench.table import Line, Verdict, at_most, not_measured

RECORDS = 3_000
REPEATS = 30
OUTCOMES_LIMIT = 3.0
"""Outcomes from validated records may take this many times what the three-valued floor takes."""

ZEN_FACTOR = 2.5
"""From mappings to a report must be at least this many times as fast a record as zen's expressions."""

_TWO, _THREE = "by hand, two-valued", "by hand, three-valued (the floor)"
_OUTCOMES, _REPORT = "policycheck, validated records → outcomes", "policycheck, mappings → report, findings listed"
_TOLD = "policycheck, the same and every message rendered"
_ZEN, _ZEN_ONCE = "zen-engine, 12 compiled expressions", "zen-engine, the 12 as one expression, one call"

_OUTCOMES_TARGET = f"≤ {OUTCOMES_LIMIT:.1f} x floor"
_REPORT_TARGET = f"{ZEN_FACTOR} x faster than zen"

Contenders = dict[str, Callable[[], object]]


def lines() -> Iterator[Line]:
    """The section's figures. Raises AssertionError at the first outcome on which two of the ways differ."""
    rows = data.projects(RECORDS)
    records = [floor.project(row) for row in rows]
    codes = [floor.three_valued(record) for record in records]
    contenders, absent = _by_hand(records), dict[str, str]()
    _same_violations("two-valued code", codes, [floor.two_valued(record) for record in records], rows)
    try:
        contenders |= _zen(rows, codes)
    except ImportError:
        absent[_ZEN] = f"not installed: {zen.INSTALL}"
    try:
        contenders |= _policycheck(rows, codes)
    except library.UnmeasurableError as why:
        absent |= dict.fromkeys((_OUTCOMES, _REPORT), str(why))
    yield from _lines(best(contenders, REPEATS), absent)


def _by_hand(records: list[floor.Project]) -> Contenders:
    return {
        _TWO: lambda: [floor.two_valued(record) for record in records],
        _THREE: lambda: [floor.three_valued(record) for record in records],
    }


def _zen(rows: list[data.Row], codes: Sequence[floor.Codes]) -> Contenders:
    """zen's two ways, once both are known to see the violations that the floor sees."""
    rules, contexts = zen.load(data.TODAY), zen.contexts(rows)
    for seen in (rules.one_by_one(contexts), rules.all_at_once(contexts)):
        _same_violations("zen-engine", codes, seen, rows)
    return {_ZEN: lambda: rules.one_by_one(contexts), _ZEN_ONCE: lambda: rules.all_at_once(contexts)}


def _policycheck(rows: list[data.Row], codes: Sequence[floor.Codes]) -> Contenders:
    """policycheck's ways, once they are known to give the floor's outcomes."""
    policy, mapping = library.pack("twelve"), {"projects": rows}
    records = policy.read(mapping)
    for given in (records, mapping):
        _same_outcomes(codes, library.counted(policy, given), rows)
    return {
        _OUTCOMES: lambda: library.counted(policy, records),
        _REPORT: lambda: library.listed(policy, mapping),
        _TOLD: lambda: library.told(policy, mapping),
    }


def _lines(seconds: Mapping[str, float], absent: Mapping[str, str]) -> Iterator[Line]:
    """The figures in µs a record, their ratio to the floor, and the verdicts on the two targets."""
    micro = {name: taken / RECORDS * 1e6 for name, taken in seconds.items()}
    targets = {_OUTCOMES: _OUTCOMES_TARGET, _REPORT: _REPORT_TARGET}
    verdicts = _verdicts(micro)
    for name in (_TWO, _THREE, _OUTCOMES, _REPORT, _TOLD, _ZEN, _ZEN_ONCE):
        if name in micro:
            ratio = f"{micro[name] / micro[_THREE]:.1f} x"
            verdict = verdicts.get(name, Verdict.NO_TARGET)
            yield Line(name, f"{micro[name]:.2f} µs", ratio, targets.get(name, ""), verdict)
        elif name in targets:
            yield not_measured(name, absent[name], targets[name])
        elif name in absent:
            yield Line(name, "-", note=absent[name])
    if _REPORT in micro and _ZEN in micro:
        for what, name in (("12 expressions", _ZEN), ("one expression", _ZEN_ONCE)):
            yield Line(f"zen-engine, {what}, over policycheck's report", "", f"{micro[name] / micro[_REPORT]:.1f} x")


def _verdicts(micro: Mapping[str, float]) -> dict[str, Verdict]:
    verdicts = {}
    if _OUTCOMES in micro:
        verdicts[_OUTCOMES] = at_most(micro[_OUTCOMES], OUTCOMES_LIMIT * micro[_THREE])
    if _REPORT in micro:
        known = _ZEN in micro
        verdicts[_REPORT] = at_most(micro[_REPORT] * ZEN_FACTOR, micro[_ZEN]) if known else Verdict.NOT_MEASURED
    return verdicts


def _same_violations(who: str, codes: Sequence[floor.Codes], seen: Sequence[Any], rows: Sequence[data.Row]) -> None:
    """Check 12 booleans a record, true for a rule known to be broken, against the floor, missing values included."""
    for row, expected, got in zip(rows, codes, seen, strict=True):
        for rule, code, broken in zip(floor.RULES, expected, got, strict=True):
            if broken is not (code == floor.VIOLATED):
                raise AssertionError(_difference(rule, row, floor.OUTCOMES[code], f"{who} {broken}"))


def _same_outcomes(codes: Sequence[floor.Codes], report: Any, rows: Sequence[data.Row]) -> None:
    """Check every outcome and the number of findings of a report against the floor."""
    got = {(o.rule, o.subject): library.name_of(o.outcome) for o in report.outcomes}
    for row, expected in zip(rows, codes, strict=True):
        for rule, code in zip(floor.RULES, expected, strict=True):
            outcome = got.pop((rule, str(row["id"])), "nothing")
            if outcome != floor.OUTCOMES[code]:
                raise AssertionError(_difference(rule, row, floor.OUTCOMES[code], f"policycheck {outcome}"))
    if got:
        raise AssertionError(f"policycheck gives outcomes that the code by hand does not: {next(iter(got))}")
    findings = len(list(report.findings))
    expected_findings = sum(code in (floor.VIOLATED, floor.UNDETERMINED) for record in codes for code in record)
    if findings != expected_findings:
        raise AssertionError(f"policycheck lists {findings} findings; by hand there are {expected_findings}")


def _difference(rule: str, row: data.Row, by_hand: str, other: str) -> str:
    return f"`{rule}` on {row['id']}: by hand {by_hand}, {other}; the row: {row}"
