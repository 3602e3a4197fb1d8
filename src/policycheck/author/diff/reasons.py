"""By which change an outcome became another: by what its rule rests on; of several, by trial of the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policycheck.author.diff.change import Change, Difference
from policycheck.author.diff.pair import Pair
from policycheck.faults import InvalidCall
from policycheck.language.settings import values_on
from policycheck.policy import Policy
from policycheck.records.tables import Records
from policycheck.report.plain import plain
from policycheck.report.report import Report

DECIDING = ("about", "applies", "requires", "exception", "suggests", "in_force")
"""The parts of a rule that decide its outcome."""


@dataclass(frozen=True)
class Reason:
    """A change that made an outcome another."""

    kind: str
    """rule, new_rule, gone_rule, new_record, gone_record, reading; or the kind of a thing that the rule rests on."""
    name: str
    words: str


class Reasons:
    """Finds the reasons for outcomes that changed."""

    def __init__(
        self,
        pair: Pair,
        difference: Difference,
        policies: tuple[Policy, Policy],
        records: tuple[Records, Records],
        today: date,
        settings: tuple[Mapping[str, object], Mapping[str, object]],
    ) -> None:
        self.pair, self.policies, self.records, self.today, self.settings = pair, policies, records, today, settings
        self.values = tuple(
            values_on(today, policy.rulebook, given) for policy, given in zip(policies, settings, strict=True)
        )
        self._changes = {
            rule: change
            for change in difference.changes
            if change.kind in ("rule", "judgement")
            for rule in (change.rules or (change.name,))
        }
        self._trials: dict[tuple[str, bool], Report | None] = {}

    def of(
        self, rule: str, type_: str, key: str, before: str | None, after: str | None
    ) -> tuple[tuple[Reason, ...], bool]:
        """The reasons, and whether it is known that it is these."""
        alone = self._alone(rule, type_, key, before, after)
        if alone is not None:
            return (alone,), True
        found = self._candidates(rule)
        parameters = [one for one in found if one.kind == "parameter"]
        if len(found) > 1 and parameters:
            enough = {one for one in parameters if self._tried(one.name, True, rule, key) == after}
            needed = {one for one in parameters if self._tried(one.name, False, rule, key) != after}
            if len(enough) == 1 and enough <= needed:
                return tuple(enough), True
            found = tuple(one for one in found if one not in parameters or one in enough | needed)
        if not found:
            return (Reason("reading", "", self.pair.say("by_reading")),), False
        return found, len(found) == 1

    def _alone(self, rule: str, type_: str, key: str, before: str | None, after: str | None) -> Reason | None:
        """The reason of an outcome that one version does not have."""
        old, new = (report.rulebook for report in self.policies)
        if before is not None and after is not None:
            return None
        known = type_ in old.records, type_ in new.records
        if known != (True, True):
            kind = "gone_record" if known[0] else "new_record"
            return Reason(kind, type_, self.pair.say(f"by_{kind}"))
        change = self._changes.get(rule)
        if change is not None and change.what in ("added", "removed"):
            kind = "new_rule" if change.what == "added" else "gone_rule"
            return Reason(kind, rule, self.pair.say(f"by_{kind}"))
        return None

    def _candidates(self, rule: str) -> tuple[Reason, ...]:
        change = self._changes.get(rule)
        if change is None:
            return ()
        own = [Reason("rule", rule, self.pair.say("by_rule"))] if _decides(change) else []
        rests = [
            Reason(cause.thing.kind, cause.thing.name, cause.words)
            for cause in change.rests
            if cause.thing.kind != "parameter" or self._differs(cause.thing.name)
        ]
        return (*own, *rests)

    def _differs(self, name: str) -> bool:
        """Whether a parameter has another value on the day."""
        return self.values[0].get(self._earlier(name)) != self.values[1].get(name)

    def _earlier(self, name: str) -> str:
        return self.pair.names.parameters.get(name, name)

    def _tried(self, name: str, old: bool, rule: str, key: str) -> str | None:
        """What becomes of a rule if one parameter alone is changed in the old version, or left in the new one."""
        report = self._trial(name, old)
        id_ = self.pair.names.items.get(rule, rule) if old else rule
        item = report.rulebook.item.get(id_) if report is not None else None
        if report is None or item is None:
            return None
        try:
            return report.outcome_of(item, key)
        except KeyError:  # a record that this version could not read
            return None

    def _trial(self, name: str, old: bool) -> Report | None:
        if (name, old) not in self._trials:
            at = 0 if old else 1
            here, there = (self._earlier(name), name) if old else (name, self._earlier(name))
            kind = self.policies[1 - at].parameters[there].type
            value = plain(self.values[1 - at][there], kind)
            try:
                self._trials[name, old] = self.policies[at].evaluate(
                    self.records[at], today=self.today, parameters={**self.settings[at], here: value}
                )
            except InvalidCall:  # the other version's parameter cannot have that value
                self._trials[name, old] = None
        return self._trials[name, old]


def _decides(change: Change) -> bool:
    """Whether a rule's own conditions changed; another id matters as well, since waivers and answers name it."""
    own = any(edit.means and edit.part in DECIDING for edit in change.edits)
    return own or (change.was is not None and not change.rests)
