"""The state of a live case, and how a step changes it: only what the step can reach is judged again."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from policycheck.engines.facts import Engine, Facts
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.types import Value
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.tables import Row
from policycheck.report.decide import decide
from policycheck.report.report import Report
from policycheck.session.aggregates import LiveAggregates
from policycheck.session.changes import Change, Decision, Standing, changes
from policycheck.session.links import Links
from policycheck.session.live import LiveTables
from policycheck.session.reach import Edit, Item, Reach, Reached
from policycheck.session.snapshot import Beginning
from policycheck.session.standings import Codes, Standings
from policycheck.session.step import At, Step


@dataclass
class Touched:
    """What is to be looked at again."""

    rules: dict[At, set[str]]
    """Rules and judgements, by the record that they are about; a record may be touched in none of them."""
    judged: set[At] = field(default_factory=set)
    """The records whose outcomes may be others."""


class Case:
    """The records of a live case and the outcomes for them."""

    def __init__(self, rulebook: Rulebook, engine: Engine, engine_name: str, begins: Beginning) -> None:
        self.rulebook, self.engine, self.engine_name = rulebook, engine, engine_name
        self.holdings, self.given = begins.holdings, begins.parameters
        self._report: Report | None = None
        self._under_way: tuple[Step, date] | None = None
        """While a step is made: the step that takes it back, and the day before it."""
        self._begin(begins.today)

    def _begin(self, today: date) -> None:
        """Judges everything that is held."""
        self.tables = LiveTables(self.holdings.records(self.rulebook).tables)
        self.links = Links(self.rulebook, self.tables, self.holdings.rows)
        self.standings = Standings(self.rulebook, self.engine_name, self.holdings, self.links)
        self.reach = Reach(self.rulebook)
        self.aggregates = LiveAggregates(self.rulebook, self.reach, Facts(self.tables, today, self._parameters(today)))
        every = [(about, key) for about in self.rulebook.items for key in self.tables.index[about]]
        self._codes = {about: dict[str, bytes]() for about in self.rulebook.items}
        """The engine's outcomes, record by record: a code for each item of its type."""
        self._settle(self._judged(every))

    @property
    def facts(self) -> Facts:
        """What is judged by."""
        return self.aggregates.facts

    @property
    def today(self) -> date:
        """The day the case has come to."""
        return self.facts.today

    def make(self, step: Step) -> list[Change]:
        """Makes a step; where anything goes wrong, nothing has changed."""
        edits = self._edits(step)
        touched = self._touched(self.reach.of(edits, self.tables), edits.keys() | step.rows.keys())
        self._touch_decided(touched, step)
        before = self.standings.of(touched.rules, self.facts, self._codes)
        reached = self.reach.of(edits, self.tables)  # again: a quantifier may be kept only now
        added = self.aggregates.before(reached)
        undo, made = self.holdings.undo(step), False
        self._under_way = undo, self.today
        try:
            self._take(step, edits)
            made = True
            self.aggregates.after(reached, added)
            judged = self._judged(touched.judged)
            found = self._changes(touched, before, judged)
        except BaseException:
            if made:  # else it was broken off in the middle, and `mend` begins anew
                self._take(undo, {at: Edit(*at, edit.new, edit.old) for at, edit in edits.items()})
                self.aggregates.forget()
                self._under_way = None
            raise
        self._settle(judged, [at for at, edit in edits.items() if edit.new is None])
        return found

    def advance(self, day: date) -> list[Change]:
        """Goes on to a later day."""
        if day < self.today:
            raise InvalidCall(f"the session has come to {self.today}: it cannot go back to {day}")
        if day == self.today:
            return []
        earlier, values = self.facts, self._parameters(day)
        changed = {name for name, value in values.items() if value != earlier.parameters[name]}
        reached = Reached()
        for root in (*self.reach.of_time(changed), *self._in_force_anew(day)):
            reached.add(root, None)
        touched = self._touched(reached, ())
        self._touch_decided(touched, self._turning(day))
        before = self.standings.of(touched.rules, self.facts, self._codes)
        self._under_way = Step(), self.today
        try:
            self.aggregates.facts = replace(earlier, today=day, parameters=values)
            self.aggregates.forget(self.reach.of_time(changed))  # again: a quantifier may be kept only now
            judged = self._judged(touched.judged)
            found = self._changes(touched, before, judged)
        except BaseException:
            self.aggregates.facts = earlier
            self.aggregates.forget()
            self._under_way = None
            raise
        self._settle(judged)
        return found

    def mend(self) -> None:
        """Takes a step back that was broken off in the middle, as by Ctrl-C, and judges everything anew."""
        if self._under_way is not None:
            undo, day = self._under_way
            self.holdings.take(undo)
            self._begin(day)

    def report(self) -> Report:
        """Everything as it stands, on records of its own."""
        if self._report is None:
            records = self.holdings.records(self.rulebook)
            facts = replace(self.facts, tables=records.tables, aggregates=None)
            verdicts = {
                about: bytearray().join(codes[key] for key in records.tables.index[about])
                for about, codes in self._codes.items()
            }
            decisions = decide(self.rulebook, records, facts, verdicts)
            faults = tuple(sorted(records.all_faults, key=lambda fault: fault.order))
            self._report = Report(self.rulebook, records, facts, decisions, self.engine_name, faults)
        return self._report

    def decision(self, type: str, key: str) -> Decision:
        """How one record stands."""
        at = (type, key)
        found = self.standings.among([at], self.facts, self._codes).for_(type, key)
        findings = tuple(finding.to_dict() for finding in found.findings)
        return Decision(type, key, found.title, found.status, findings, found.outcomes, found.input_faults)

    def beginning(self) -> Beginning:
        """What another session begins with to go on from here."""
        return Beginning(self.holdings, self.today, self.given)

    # --- what a step touches

    def _edits(self, step: Step) -> dict[At, Edit]:
        """What becomes of linked rows; none where a row stays what it is."""
        found: dict[At, Edit] = {}
        for (type_, key), row in step.rows.items():
            found |= self.links.edits(type_, key, row)
        return {at: edit for at, edit in found.items() if edit.old != edit.new}

    def _touched(self, reached: Reached, at: Iterable[At]) -> Touched:
        found = Touched({one: set() for one in at})
        for root, keys in reached.roots.items():
            if isinstance(root, Item):
                about = self.rulebook.item[root.id].about
                for key in keys.union(self.tables.index[about]) if root in reached.everywhere else keys:
                    found.rules.setdefault((about, key), set()).add(root.id)
                    if root.outcome:
                        found.judged.add((about, key))
        return found

    def _touch_decided(self, touched: Touched, step: Step) -> None:
        """Touches what decisions of people are about."""
        for name, what, subject, _ in step.decisions:
            for item in self._decided(name, what):
                if subject in self.tables.index[item.about]:
                    touched.rules.setdefault((item.about, subject), set()).add(item.id)

    def _decided(self, name: str, what: str) -> Iterator[Rule | Judgement]:
        if name == WAIVER.name:
            yield from (rule for rule in self.rulebook.rules if what in (rule.id, rule.family))
        else:
            yield from (judgement for judgement in self.rulebook.judgements if what == judgement.id)

    def _in_force_anew(self, day: date) -> Iterator[Item]:
        """The items that come into force, or go out of it, on the way to a day."""
        today, policy = self.today, self.rulebook.in_force
        for item in self.rulebook.item.values():
            if (today in item.in_force and today in policy) != (day in item.in_force and day in policy):
                yield Item(item.id, True)

    def _turning(self, day: date) -> Step:
        """The decisions that begin to hold, or no longer do, on the way to a day."""
        found = Step()
        for at, rows in self.holdings.decisions.items():
            start, until = ("granted_on", "expires_on") if at[0] == WAIVER.name else ("on", "valid_until")
            type_ = WAIVER if at[0] == WAIVER.name else ASSESSMENT
            for row in rows:
                first, last = row[type_.column[start]], row[type_.column[until]]
                if (first <= self.today < last) != (first <= day < last):  # type: ignore[operator]
                    found.decisions[at] = rows
        return found

    # --- what becomes of it

    def _judged(self, at: Iterable[At]) -> Codes:
        """The outcomes for some records, as things are."""
        rows: dict[str, dict[str, Row]] = {}
        for type_, key in sorted(at):
            row = self.tables.index[type_].get(key)
            if row is not None:
                rows.setdefault(type_, {})[key] = row
        if not rows:
            return {}
        only = {about: list(found.values()) for about, found in rows.items()}
        verdicts = self.engine.judge(replace(self.facts, only=only))
        found: dict[str, dict[str, bytes]] = {}
        for about, judged in rows.items():
            width = len(self.rulebook.items[about])
            cut = (verdicts[about][at * width : (at + 1) * width] for at in range(len(judged)))
            found[about] = dict(zip(judged, map(bytes, cut), strict=True))
        return found

    def _changes(self, touched: Touched, before: Mapping[At, Standing], judged: Codes) -> list[Change]:
        """What has become of the touched records."""
        codes = {about: ChainMap(judged.get(about, {}), held) for about, held in self._codes.items()}  # type: ignore[arg-type]
        after = self.standings.of(touched.rules, self.facts, codes)
        return [one for at in sorted(touched.rules) for one in changes(*at, before[at], after[at])]

    def _settle(self, judged: Codes, gone: Iterable[At] = ()) -> None:
        """Ends a step: what was judged holds from now on."""
        for about, codes in judged.items():
            self._codes[about].update(codes)
        for about, key in gone:
            self._codes.get(about, {}).pop(key, None)
        self._report = None
        self._under_way = None

    def _take(self, step: Step, edits: Mapping[At, Edit]) -> None:
        """Takes a step into what is held and into the tables."""
        self.holdings.take(step)
        self.tables.apply(edits.values())
        for at in edits.keys() | step.rows.keys():
            self.links.hold(at, self.holdings.rows[at[0]].get(at[1]))

    def _parameters(self, day: date) -> dict[str, Value | None]:
        return {**{name: one.at(day) for name, one in self.rulebook.parameters.items()}, **self.given}
