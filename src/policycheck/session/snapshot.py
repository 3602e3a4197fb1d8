"""A live case as a JSON text: all that it holds, from which another process goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import RecordType, Rulebook
from policycheck.language.types import Interval, Type, Value
from policycheck.records.faults import InputFault, Note, Place
from policycheck.records.tables import Origin, Row
from policycheck.report.plain import plain
from policycheck.session.holdings import DECISIONS, Holdings, identity
from policycheck.session.step import At, DecisionAt, Step

SCHEMA = "policycheck/session/1"
MOST_CHARACTERS = 500_000_000
"""A longer text is no snapshot."""


@dataclass(frozen=True)
class Beginning:
    """What a session begins with: what it holds, the day, and the values of parameters that the caller gave."""

    holdings: Holdings
    today: date
    parameters: Mapping[str, Value | None]


def snapshot(rulebook: Rulebook, begins: Beginning) -> str:
    """A case as JSON text; the same case gives the same text."""
    holdings, types = begins.holdings, {**rulebook.records, **DECISIONS}
    held: dict[str, Any] = {
        "today": begins.today.isoformat(),
        "parameters": {
            name: plain(value, rulebook.parameters[name].type) for name, value in sorted(begins.parameters.items())
        },
        "records": {
            name: [_row(rows[key], types[name]) for key in sorted(rows)] for name, rows in sorted(holdings.rows.items())
        },
        "decisions": [
            [at[0], [_row(row, types[at[0]]) for row in holdings.decisions[at]]] for at in sorted(holdings.decisions)
        ],
        "faults": [[_at(at), _fault(fault)] for at in _in_order(holdings.faults) for fault in holdings.faults[at]],
        "places": [
            [fault.type, fault.key, fault.column, _place(fault.place)] for fault in _dangling(rulebook, holdings)
        ],
        "notes": [[_at(at), note.what, *note.words] for at in _in_order(holdings.notes) for note in holdings.notes[at]],
    }
    policy = {"id": rulebook.id, "version": rulebook.version, "digest": rulebook.digest}
    return json.dumps({"schema": SCHEMA, "policy": policy, "checksum": _checksum(held), "case": held})


def resumed(source: object, rulebook: Rulebook) -> Beginning:
    """What a session goes on from; `InvalidCall` for what is no snapshot, is broken, or is of another policy."""
    found = _document(source)
    if found.get("schema") != SCHEMA:
        raise InvalidCall(f"this is no snapshot of a session: its `schema` is not `{SCHEMA}`")
    policy, held = found.get("policy"), found.get("case")
    if not isinstance(policy, Mapping) or not isinstance(held, Mapping) or found.get("checksum") != _checksum(held):
        raise InvalidCall("the snapshot is broken: it is not what `snapshot()` gave; use an earlier one")
    if policy.get("digest") != rulebook.digest:
        theirs = f"{policy.get('id')} {policy.get('version')} ({policy.get('digest')})"
        raise InvalidCall(
            f"the snapshot is of another policy: {theirs}, and this is {rulebook.id} {rulebook.version}"
            f" ({rulebook.digest}): go on with that one, or begin a session with the records anew"
        )
    try:
        return _beginning(held, rulebook)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidOperation) as fault:
        raise InvalidCall("the snapshot is broken: it holds what no session would; use an earlier one") from fault


def _document(source: object) -> Mapping[str, Any]:
    found = source
    if isinstance(source, str | bytes):
        if len(source) > MOST_CHARACTERS:
            raise InvalidCall("this is no snapshot of a session: it is too long")
        if source[:1] not in ("{", b"{"):
            raise InvalidCall(
                "this is no snapshot of a session: give the text that `snapshot()` gave, not a file's name"
            )
        try:
            found = json.loads(source)
        except (ValueError, RecursionError):
            raise InvalidCall("the snapshot is broken: it is no JSON text, or not the whole of it") from None
    if not isinstance(found, Mapping):
        raise InvalidCall("a snapshot is the text that `snapshot()` gives, or the mapping that it holds")
    return found


def _beginning(held: Mapping[str, Any], rulebook: Rulebook) -> Beginning:
    types = {**rulebook.records, **DECISIONS}
    rows: dict[str, dict[str, Row]] = {name: {} for name in rulebook.records}
    for name, listed in held["records"].items():
        for row in listed:
            values = _read(row, types[name])
            rows[name][types[name].key_of(values)] = values
    step = Step()
    for name, listed in held["decisions"]:
        decided = [_read(row, types[name]) for row in listed]
        step.decisions[identity(name, decided[0])] = decided
    holdings = Holdings(rows, began={name: dict(found) for name, found in rows.items()})
    holdings.take(step)
    for type_, key, column, (file, sheet, row_number, number) in held["places"]:
        columns = {column: number} if number else {}
        for origin in holdings.origins.get(type_, ()):
            columns |= origin.columns if origin.keys == [key] else {}
        origin = Origin(Place(file, sheet, row_number), [key], columns=columns)
        holdings.origins[type_] = (*holdings.origins.get(type_, ()), origin)
    for at, fault in held["faults"]:
        of = _where(at)
        holdings.faults[of] = (*holdings.faults.get(of, ()), _read_fault(fault))
    for at, what, *words in held["notes"]:
        of = _where(at)
        holdings.notes[of] = (*holdings.notes.get(of, ()), Note(what, tuple(words)))
    parameters = {name: _value(value, rulebook.parameters[name].type) for name, value in held["parameters"].items()}
    return Beginning(holdings, date.fromisoformat(held["today"]), parameters)


def _row(row: Row, type_: RecordType) -> dict[str, object]:
    values = zip(type_.fields.values(), row, strict=True)
    return {field.name: plain(value, field.type) for field, value in values if value is not None}


def _read(row: Mapping[str, Any], type_: RecordType) -> Row:
    if not row.keys() <= type_.fields.keys():
        raise ValueError(row)
    return tuple(_value(row.get(name), field.type) for name, field in type_.fields.items())


def _value(found: Any, type_: Type) -> Any:
    """A value as `plain` wrote it."""
    if found is None:
        return None
    if type_.kind == "list" and type_.of is not None:
        return tuple(_value(one, type_.of) for one in _of(list, found))
    return _READ[type_.kind](found)


def _of(kind: type, found: Any) -> Any:
    if type(found) is not kind:
        raise ValueError(found)
    return found


def _number(found: Any) -> int | Decimal:
    text = _of(str, found)
    number = Decimal(text) if "." in text else int(text)
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(found)
    return number


def _period(found: Any) -> Interval:
    ends = (found["from"], found["until"])
    start, until = (None if end is None else date.fromisoformat(end) for end in ends)
    return Interval(start, until)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda found: _of(str, found),
    "choice": lambda found: _of(str, found),
    "ref": lambda found: _of(str, found),
    "boolean": lambda found: _of(bool, found),
    "integer": lambda found: _of(int, found),
    "number": _number,
    "money": _number,
    "date": lambda found: date.fromisoformat(found),
    "period": _period,
}
"""How each kind of value is read back."""


def _at(at: At | DecisionAt | None) -> list[str] | None:
    return None if at is None else [str(part) for part in at]


def _where(at: list[str] | None) -> At | DecisionAt | None:
    if at is None:
        return None
    if len(at) == 2:
        return at[0], at[1]
    return at[0], at[1], at[2], date.fromisoformat(at[3])


def _in_order(listed: Mapping[Any, object]) -> Iterator[Any]:
    yield from sorted(listed, key=lambda at: (at is not None, at or ()))


def _fault(fault: InputFault) -> list[object]:
    told = [fault.type, fault.key, fault.column, fault.value, fault.why, list(fault.words)]
    return [*told, _place(fault.place)]


def _place(place: Place) -> list[object]:
    return [place.file, place.sheet, place.row, place.column]


def _dangling(rulebook: Rulebook, holdings: Holdings) -> list[InputFault]:
    """References that lead nowhere and stand in a file: they are found anew, but where they stand is not."""
    records = holdings.records(rulebook)
    return [fault for fault in records.all_faults[len(records.faults) :] if fault.place != Place()]


def _read_fault(found: list[Any]) -> InputFault:
    type_, key, column, value, why, words, place = found
    return InputFault(type_, key, column, value, why, tuple(words), Place(*place))


def _checksum(held: Mapping[str, Any]) -> str:
    """What tells a snapshot that was cut or altered."""
    text = json.dumps(held, sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
