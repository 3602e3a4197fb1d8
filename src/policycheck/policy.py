"""The policy as programs use it: loaded once, immutable, safe to share between threads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from policycheck.engines.facts import Engine, Facts
from policycheck.engines.registry import DEFAULT, engine as find_engine
from policycheck.faults import Fault, Faults, InvalidCall, InvalidPack, PolicyCheckError
from policycheck.language.compile import compile_pack
from policycheck.language.rulebook import PORTFOLIO, Clause, Judgement, Parameter, RecordType, Rule, Rulebook
from policycheck.language.types import Texts, Value
from policycheck.language.values import Unreadable, reader
from policycheck.pack.load import load_pack
from policycheck.pack.shipped import shipped_packs
from policycheck.records.faults import InputFault
from policycheck.records.files import Input, read_file
from policycheck.records.models import model
from policycheck.records.read import RecordReader, batches
from policycheck.records.tables import Records
from policycheck.report.decide import decide
from policycheck.report.report import Report
from policycheck.spelling import did_you_mean
from policycheck.wording import say


class InvalidRecords(PolicyCheckError):
    """Data with input faults, where the caller asked for none (`strict=True`)."""

    def __init__(self, faults: tuple[InputFault, ...]) -> None:
        self.faults = faults
        lines = [" ".join(word for word in (f.type, f.key, f.column, f.message) if word) for f in faults[:20]]
        super().__init__("\n".join([*lines, f"… and {len(faults) - 20} more"] if len(faults) > 20 else lines))


class Policy:
    """A checked policy, ready to judge records."""

    def __init__(self, rulebook: Rulebook, path: Path) -> None:
        self.rulebook, self.path = rulebook, path
        self._engines: dict[str, Engine] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.version}: {len(self.rules)} rules>"

    @property
    def id(self) -> str:
        """The policy's id."""
        return self.rulebook.id

    @property
    def version(self) -> str:
        """The policy's version."""
        return self.rulebook.version

    @property
    def title(self) -> Texts:
        """What the policy is called, by language (`*` for all)."""
        return self.rulebook.title

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its messages are in, the source text's first."""
        return self.rulebook.languages

    @property
    def digest(self) -> str:
        """A fingerprint of the policy's meaning."""
        return self.rulebook.digest

    @property
    def text(self) -> tuple[Clause, ...]:
        """The sentences of the written policy, in order."""
        return tuple(self.rulebook.clauses.values())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the pack's order; one of a `for` stands there once for each value."""
        return self.rulebook.rules

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The questions that only a person can decide, in the pack's order."""
        return self.rulebook.judgements

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """What the written policy leaves open, by name."""
        return MappingProxyType(dict(self.rulebook.parameters))

    @property
    def records(self) -> Mapping[str, RecordType]:
        """The record types by name, the portfolio among them."""
        return MappingProxyType(dict(self.rulebook.records))

    def record(self, name: str) -> type[BaseModel]:
        """The pydantic model of a record type."""
        self._known(name)
        return self._models(name)

    def read(self, data: object) -> Records:
        """Records, read and checked once, to be judged as often as one likes.

        `data` is a mapping of plural names to rows (mappings, dataclasses or pydantic models), a path of a JSON or YAML
        file, or several of either in a list.
        """
        if isinstance(data, Records):
            if data.rulebook.digest != self.digest:
                raise InvalidCall("these records were read by another policy: read them again with this one")
            return data
        found = Input()
        for part in data if isinstance(data, list | tuple) else [data]:
            if isinstance(part, str | Path):
                read_file(Path(part), found)
            elif isinstance(part, Mapping):
                found.batches.extend(batches(part))
            else:
                raise InvalidCall(
                    f"data are a mapping of plural names to rows, such as {{\"{self._example}\": [...]}}, or a path; "
                    f"found {type(part).__name__}"
                )
        return self._reader.read(found.batches, found.faults, found.notes)

    def evaluate(
        self,
        data: object,
        *,
        today: date | None = None,
        parameters: Mapping[str, object] | None = None,
        engine: str = DEFAULT,
        strict: bool = False,
    ) -> Report:
        """Judges records (see `read` for what `data` may be) as of `today`, by default the day it is.

        `parameters` replaces values of the policy's own. A fault in the data stands in the report's `input_faults`;
        with `strict` it raises `InvalidRecords` instead. `InvalidCall` for an unknown parameter or engine.
        """
        records = self.read(data)
        facts = Facts(records.tables, _day(today), self._values(parameters, _day(today)))
        return self._report(records, facts, engine, strict)

    def evaluate_one(
        self,
        type: str,
        row: object,
        *,
        given: object = None,
        today: date | None = None,
        parameters: Mapping[str, object] | None = None,
        engine: str = DEFAULT,
        strict: bool = False,
    ) -> Report:
        """Judges a single record, with the rest as its surroundings; in them, one with its key is replaced.

        `given` is as `data` of `read`, best read once with it. A row without a key gives an input fault.
        """
        kind = self._known(type)
        around = self.read({} if given is None else given)
        plural = kind.plural if type != PORTFOLIO else PORTFOLIO
        alone = self._reader.read(batches({plural: [row]}))
        if type == PORTFOLIO:
            records = _with_portfolio(around, alone)
            only = {PORTFOLIO: (records.portfolio,)}
        else:
            found = alone.rows.get(type, {})
            records = around
            for key, values in found.items():
                records = around.with_row(type, key, values)
            only = {type: tuple(records.tables.index[type][key] for key in found)}
        records = _faults_of(records, alone, type)
        facts = Facts(records.tables, _day(today), self._values(parameters, _day(today)), only)
        return self._report(records, facts, engine, strict)

    def _report(self, records: Records, facts: Facts, engine: str, strict: bool) -> Report:
        if strict and records.all_faults:
            raise InvalidRecords(tuple(sorted(records.all_faults, key=lambda fault: fault.order)))
        verdicts = self._engine(engine).judge(facts)
        return Report(self.rulebook, records, facts, decide(self.rulebook, records, facts, verdicts), engine)

    def _engine(self, name: str) -> Engine:
        with self._lock:
            if name not in self._engines:
                self._engines[name] = find_engine(name)(self.rulebook)
            return self._engines[name]

    def _values(self, given: Mapping[str, object] | None, today: date) -> dict[str, Value | None]:
        """Every parameter's value today, those given by the caller in their place."""
        values = {name: parameter.at(today) for name, parameter in self.rulebook.parameters.items()}
        for name, value in (given or {}).items():
            parameter = self.rulebook.parameters.get(name)
            if parameter is None:
                raise InvalidCall(f"unknown parameter `{name}`: {did_you_mean(name, values, 'the policy has none')}")
            try:
                values[name] = None if value is None else reader(parameter.kind)(value)
            except Unreadable as fault:
                why = say(fault.why, "en", *fault.words)
                raise InvalidCall(f"parameter `{name}` ({parameter.type}): `{value}` {why}") from None
        return values

    def _known(self, name: str) -> RecordType:
        found = self.rulebook.records.get(name)
        if found is None:
            raise InvalidCall(f"unknown record type `{name}`: {did_you_mean(name, self.rulebook.records)}")
        return found

    def _models(self, name: str) -> type[BaseModel]:
        with self._lock:
            if name not in self._model_cache:
                self._model_cache[name] = model(self.rulebook.records[name])
            return self._model_cache[name]

    @cached_property
    def _model_cache(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _reader(self) -> RecordReader:
        return RecordReader(self.rulebook)

    @property
    def _example(self) -> str:
        return next((type_.plural for type_ in self.rulebook.records.values() if type_.name != PORTFOLIO), "records")


def load(pack: str | Path) -> Policy:
    """The policy of a pack: a shipped pack's id, or the path of a pack. `InvalidPack` with every fault found."""
    path = find_pack(pack)
    policy, faults = check(path)
    if policy is None:
        raise InvalidPack(faults)
    return policy


def check(path: Path) -> tuple[Policy | None, tuple[Fault, ...]]:
    """The policy of a pack, or all its faults."""
    faults = Faults()
    pack = load_pack(path, faults)
    rulebook = compile_pack(pack, faults) if pack is not None else None
    return (Policy(rulebook, path) if rulebook is not None and not faults else None), faults.sorted()


def find_pack(pack: str | Path) -> Path:
    """The path of a shipped pack or of one's own; `InvalidCall` where there is neither."""
    shipped = shipped_packs()
    if isinstance(pack, str) and pack in shipped:
        return shipped[pack]
    path = Path(pack)
    if path.exists():
        return path
    raise InvalidCall(f"there is no pack `{pack}`: {did_you_mean(str(pack), shipped)}; or give the path of a directory or file")


def _day(today: date | None) -> date:
    return date.today() if today is None else date(today.year, today.month, today.day)


def _with_portfolio(around: Records, alone: Records) -> Records:
    from dataclasses import replace

    return replace(around, portfolio=alone.portfolio)


def _faults_of(records: Records, alone: Records, type_: str) -> Records:
    """The input faults that concern the record alone, not its surroundings."""
    from dataclasses import replace

    return replace(records, faults=alone.faults, notes=alone.notes)
