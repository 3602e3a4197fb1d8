"""The policy as programs use it: loaded once, immutable, safe to share between threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cache, cached_property
from os.path import exists, isdir
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policycheck.collector import collector_at_rest
from policycheck.engines.registry import DEFAULT, LIVE
from policycheck.engines.registry import engine as find_engine
from policycheck.faults import Fault, Faults, InvalidCall, InvalidPack
from policycheck.language.compile import compile_pack
from policycheck.language.ir import Node
from policycheck.language.rulebook import PORTFOLIO, Clause, Judgement, Parameter, RecordType, Rule, Rulebook
from policycheck.language.settings import settings, values_on
from policycheck.language.types import Interval, Texts, Type
from policycheck.pack.load import load_pack
from policycheck.pack.shipped import shipped_packs
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:  # a pack is loaded, linted and documented without what judges: that is imported where it is used
    from pydantic import BaseModel

    from policycheck.bulk.evaluation import BulkEvaluation
    from policycheck.engines.facts import Engine, Facts
    from policycheck.records.faults import InputFault
    from policycheck.records.read import RecordReader
    from policycheck.records.tables import Records
    from policycheck.report.report import Report
    from policycheck.session.session import Session


@dataclass(frozen=True, eq=False, repr=False)
class Policy:
    """A checked policy, ready to judge records."""

    rulebook: Rulebook
    path: Path
    _engines: dict[str, Engine] = field(default_factory=dict, init=False)
    _models: dict[str, type[BaseModel]] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        _seal(self.rulebook)

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.version}: {len(self.rules)} rules>"

    def _repr_html_(self) -> str:
        from policycheck.language.display import policy_html

        return policy_html(self.rulebook)

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
        return self.rulebook.parameters

    @property
    def records(self) -> Mapping[str, RecordType]:
        """The record types by name, the portfolio among them."""
        return self.rulebook.records

    def record(self, name: str) -> type[BaseModel]:
        """The pydantic model of a record type."""
        type_ = self._known(name)
        with self._lock:
            if name not in self._models:
                from policycheck.records.models import model

                self._models[name] = model(type_)
            return self._models[name]

    def read(self, data: object) -> Records:
        """Records, read and checked once, to be judged as often as one likes.

        `data` is a mapping of plural names to rows (mappings, dataclasses or pydantic models) or to a frame of pandas
        or polars or an Arrow table; or the path of a file or a folder of files (`records.files.KINDS` are read);
        or several of these in a list. `InvalidCall` for anything else, and for a path that leads nowhere.
        """
        from policycheck.records.files import read_file
        from policycheck.records.folder import read_folder
        from policycheck.records.input import Input
        from policycheck.records.read import batches
        from policycheck.records.tables import Records

        if isinstance(data, Records):
            if data.rulebook.digest != self.digest:
                raise InvalidCall("these records were read by another policy: read them again with this one")
            return data
        found = Input()
        for part in data if isinstance(data, list | tuple) else [data]:
            if isinstance(part, str) and not part:
                raise InvalidCall("the name of the data is empty: name a file or a folder")
            if isinstance(part, str | Path):
                path = Path(part)
                if isdir(path):  # which takes names of any length
                    read_folder(path, self._reader.headings.sheets, found)
                else:
                    read_file(path, found)
            elif isinstance(part, Mapping):
                found.batches.extend(batches(part))
            else:
                raise InvalidCall(self._no_data(part))
        records = self._reader.read(found.batches, found.faults, found.notes)
        return replace(records, workbooks=tuple(found.workbooks)) if found.workbooks else records

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
        from policycheck.engines.facts import Facts

        day = _day(today)
        with collector_at_rest():
            records = self.read(data)
            facts = Facts(records.tables, day, values_on(day, self.rulebook, parameters))
            return self._report(records, facts, engine, strict, records.all_faults)

    def ruleset(self, *, today: date | None = None, parameters: Mapping[str, object] | None = None) -> dict[str, Any]:
        """The policy as rulesets of durable-rules, for those who host it themselves: plain values, as JSON holds them.

        `rulesets` is what a host of durable-rules takes: by name, the rules with their conditions; each runs an action
        of its own name. `records` says of each record type in which `rounds` the rulesets are told its facts, what the
        `facts` hold, what each rule concludes, and the outcome where none does; of several outcomes the first in
        `precedence` counts. A fact's `kind` is truth, number (whole: the value `times` so much), day (1 January of the
        year 1 is 1) or text (its first `letters`); whether it is there is told under `presence`, as true or false.
        The parameters' values, as of `today`, stand in the conditions. examples/durable_rules_host.py is a host.
        """
        from policycheck.engines.rete.definition import SCHEMA, rulesets
        from policycheck.report.plain import plain

        values = values_on(_day(today), self.rulebook, parameters)
        return {
            "schema": SCHEMA,
            "policy": {"id": self.id, "version": self.version, "digest": self.digest},
            "parameters": {name: plain(value, self.parameters[name].type) for name, value in values.items()},
            **rulesets(self.rulebook, values),
        }

    def evaluate_tables(
        self,
        tables: Mapping[str, object],
        *,
        today: date | None = None,
        parameters: Mapping[str, object] | None = None,
        engine: str = "duckdb",
        connection: Any = None,
        memory_limit: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> BulkEvaluation:
        """Judges tables of any size where they are, as of `today`; nothing is computed before it is asked for.

        `tables` maps the plural name of every record type to its table: the path of a Parquet or CSV file, a glob, a
        folder of Parquet files, a frame of pandas or polars, a table of Arrow, or the name of a table of `connection`;
        None is judged as empty. `waivers`, `assessments` and `portfolio` may be left out, and may be rows as in
        `evaluate`. `engine` is duckdb (the default, which needs no connection), sqlite, postgresql or spark.
        A connection of DuckDB is used through a cursor of its own, which does not see temporary tables and registered
        frames; an evaluation belongs to one thread at a time. `memory_limit`, such as "4GB", is what DuckDB may take
        before it spills to disk. `progress` is told what is going on. `InvalidCall` for a table that lacks, is unknown
        or cannot be read, or a column of another type;
        `EngineUnavailable` where the engine is not installed, and later where it breaks off: then there is no result.
        """
        from policycheck.engines.sql import needs

        needs(engine, "sqlglot", "pyarrow")
        from policycheck.bulk.tables import database, evaluation

        day = _day(today)
        on = database(engine, connection, memory_limit)
        values = values_on(day, self.rulebook, parameters)
        return evaluation(self.rulebook, self._reader, tables, on, day, values, progress or (lambda words: None))

    def sql(
        self,
        dialect: str = "duckdb",
        *,
        today: date | None = None,
        parameters: Mapping[str, object] | None = None,
        views: bool = False,
    ) -> str:
        """The policy as a script of SQL, for a database that holds the records in tables called by their plurals.

        `dialect` is one of `engines.sql.dialects.DIALECTS`: duckdb, sqlite, postgresql, spark; bigquery, snowflake and
        tsql are written and read back, not run. Its last query is every outcome, by type, subject and rule; with
        `views` each table on the way is a view, the last called `outcomes`. Without `today` the script goes by the day
        it is run. `InvalidCall` for an unknown dialect, `EngineUnavailable` where sqlglot is not installed.
        """
        from policycheck.engines.sql import sql_text
        from policycheck.engines.sql.given import given

        if today is not None:
            today = _day(today)
        return sql_text(self.rulebook, dialect, given(self.rulebook, today, settings(self.rulebook, parameters)), views)

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
        from policycheck.engines.facts import Facts
        from policycheck.records.read import batches

        kind, day = self._known(type), _day(today)
        around = self.read({} if given is None else given)
        alone = self._reader.read(batches({kind.plural: [row]}))
        records = replace(around, faults=alone.faults, notes=alone.notes)
        if type == PORTFOLIO:
            found, records = {PORTFOLIO: alone.portfolio}, replace(records, portfolio=alone.portfolio)
        else:
            found = dict(alone.rows.get(type, {}))
        for key, values in found.items():
            records = records if type == PORTFOLIO else records.with_row(type, key, values)
        index = records.tables.index[type]
        facts = Facts(
            records.tables, day, values_on(day, self.rulebook, parameters), {type: tuple(index[key] for key in found)}
        )
        own = [fault for fault in records.all_faults if fault.type == type and fault.key in (None, *found)]
        return self._report(records, facts, engine, strict, own)

    def session(
        self,
        *,
        today: date | None = None,
        given: object = None,
        parameters: Mapping[str, object] | None = None,
        engine: str = LIVE,
        from_snapshot: str | bytes | Mapping[str, object] | None = None,
    ) -> Session:
        """A live case: records come, change and go, time passes, and each step tells what it brings about.

        It begins with `given` (see `read`), on `today`; or where `snapshot()` of another session left off, which brings
        its own records, day and parameters. `InvalidCall` for a snapshot that is broken or of another policy.
        `EngineUnavailable` where durable-rules cannot be loaded; with `engine="python"` a session works all the same.
        """
        from policycheck.session.holdings import Holdings
        from policycheck.session.session import Session
        from policycheck.session.snapshot import Beginning, resumed

        if from_snapshot is None:
            holdings = Holdings.of(self.read({} if given is None else given))
            begins = Beginning(holdings, _day(today), settings(self.rulebook, parameters))
        elif today is None and given is None and parameters is None:
            begins = resumed(from_snapshot, self.rulebook)
        else:
            raise InvalidCall("a snapshot brings its own records, day and parameters: give the snapshot alone")
        return Session(self.rulebook, self._reader, self._engine(engine), engine, begins)

    def _report(
        self, records: Records, facts: Facts, engine: str, strict: bool, faults: Iterable[InputFault]
    ) -> Report:
        from policycheck.records.faults import InvalidRecords
        from policycheck.report.decide import decide
        from policycheck.report.report import Report

        in_order = tuple(sorted(faults, key=lambda fault: fault.order))
        if strict and in_order:
            raise InvalidRecords(in_order)
        verdicts = self._engine(engine).judge(facts)
        decisions = decide(self.rulebook, records, facts, verdicts)
        return Report(self.rulebook, records, facts, decisions, engine, in_order)

    def _engine(self, name: str) -> Engine:
        with self._lock:
            if name not in self._engines:
                self._engines[name] = find_engine(name)(self.rulebook)
            return self._engines[name]

    def _known(self, name: str) -> RecordType:
        found = self.rulebook.records.get(name)
        if found is None:
            raise InvalidCall(f"unknown record type `{name}`: {did_you_mean(name, self.rulebook.records)}")
        return found

    @cached_property
    def _reader(self) -> RecordReader:
        from policycheck.records.read import RecordReader

        return RecordReader(self.rulebook)

    def _no_data(self, part: object) -> str:
        """What is said to a caller whose data are of no known kind."""
        example = next((type_.plural for type_ in self.rulebook.records.values() if type_.name != PORTFOLIO), PORTFOLIO)
        found = "nothing" if part is None else type(part).__name__
        rows = f'{{"{example}": [...]}}'
        return f"data are a mapping of plural names to rows or frames, such as {rows}, or a path; found {found}"


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
    with collector_at_rest():
        rulebook = compile_pack(load_pack(path, faults), faults)
        return (Policy(rulebook, path) if rulebook is not None and not faults else None), faults.sorted()


def find_pack(pack: str | Path) -> Path:
    """The path of a shipped pack or of one's own; `InvalidCall` where there is neither."""
    shipped = shipped_packs()
    if isinstance(pack, str) and pack in shipped:
        return shipped[pack]
    if exists(pack):
        return Path(pack)
    near = did_you_mean(str(pack), shipped)
    raise InvalidCall(f"there is no pack `{pack}`, neither shipped nor at that path: {near}")


def _day(today: date | None) -> date:
    if today is None:
        return date.today()
    if not isinstance(today, date):
        raise InvalidCall(f"`today` is a date, such as date(2026, 11, 1); found `{today}`")
    return date(today.year, today.month, today.day)


def _seal(thing: object) -> object:
    """Makes every dict within read-only, so that no caller can change a policy that others share."""
    if isinstance(thing, dict):
        return MappingProxyType({name: _seal(value) for name, value in thing.items()})
    if isinstance(thing, tuple):
        return tuple(_seal(value) for value in thing)
    for name in _sealed(type(thing)):  # type: ignore[arg-type]  # a class is hashable, which mypy does not see
        object.__setattr__(thing, name, _seal(getattr(thing, name)))
    return thing


@cache
def _sealed(kind: type) -> tuple[str, ...]:
    """The parts of a kind of thing that may hold dicts: what it keeps of itself, too."""
    if not is_dataclass(kind) or issubclass(kind, Node | Type | Interval):
        return ()
    kept = [name for name, value in vars(kind).items() if isinstance(value, cached_property)]
    return (*(part.name for part in fields(kind)), *kept)
