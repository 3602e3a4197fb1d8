"""How records stand at a moment: a report on some of them alone, from outcomes that were judged before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeAlias

from policycheck.engines.facts import Facts
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.faults import InputFault
from policycheck.records.tables import Records, Row
from policycheck.report.decide import decide
from policycheck.report.report import Report
from policycheck.session.changes import NOT_THERE, Standing
from policycheck.session.holdings import Holdings
from policycheck.session.links import Links
from policycheck.session.step import At

Codes: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""The engine's outcomes for records, by type and key: a code for each item of the type."""


class Standings:
    """How the records of a case stand. What is found is to be read before anything changes."""

    def __init__(self, rulebook: Rulebook, engine: str, holdings: Holdings, links: Links) -> None:
        self.rulebook, self.engine, self.holdings, self.links = rulebook, engine, holdings, links

    def of(self, rules: Mapping[At, set[str]], facts: Facts, codes: Codes) -> dict[At, Standing]:
        """How some records stand, as far as some rules and judgements go."""
        there = [at for at in rules if self._is_told(at, facts)]
        report = self.among(there, facts, codes)
        found = dict.fromkeys(rules, NOT_THERE)
        for at in there:
            one, asked = report.for_(*at), rules[at]
            outcomes = {outcome.rule: outcome.outcome for outcome in one.outcomes if outcome.rule in asked}
            told = {finding.rule: finding.to_dict() for finding in one.findings if finding.rule in asked}
            found[at] = Standing(one.status, outcomes, told)
        return found

    def among(self, at: Collection[At], facts: Facts, codes: Codes) -> Report:
        """A report on some records alone."""
        only: dict[str, list[Row]] = {}
        for type_, key in sorted(at):
            only.setdefault(type_, []).append(facts.tables.index[type_][key])
        keys = {key for _, key in at}
        waivers, assessments = (tuple(self.holdings.decided_on(keys, type_.name)) for type_ in (WAIVER, ASSESSMENT))
        records = Records(self.rulebook, {}, facts.tables.portfolio, waivers, assessments)
        verdicts = {
            about: bytearray().join(found[self.rulebook.types[about].key_of(row)] for row in only.get(about, ()))
            for about, found in codes.items()
        }
        some = replace(facts, only=only)
        faults = tuple(sorted((fault for one in at for fault in self._faults(one)), key=lambda fault: fault.order))
        return Report(self.rulebook, records, some, decide(self.rulebook, records, some, verdicts), self.engine, faults)

    def _is_told(self, at: At, facts: Facts) -> bool:
        """Whether a record is there for a reader; the portfolio is where it is judged, or says something."""
        row = facts.tables.index[at[0]].get(at[1])
        if row is None or at[0] != PORTFOLIO:
            return row is not None
        return PORTFOLIO in self.rulebook.items or any(value is not None for value in row[1:])

    def _faults(self, at: At) -> list[InputFault]:
        row = self.holdings.rows[at[0]].get(at[1])
        return [*self.holdings.faults.get(at, ()), *([] if row is None else self.links.faults(at, row))]
