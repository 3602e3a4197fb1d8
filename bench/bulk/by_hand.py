"""The pack's rules in DuckDB's SQL, written by hand with the outcomes that the policy language gives.

The statements read two relations, `projects` and `visits`. What w (when) and r (require) are is computed once, as
columns; a rule is then violated where w AND NOT r is true, and undetermined where it is NULL. Text of blanks alone
counts as missing: it begins below '!', so that only such text need be trimmed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A record rule in SQL: what is required, when (None: always), and whether the requirement can be unknown."""

    require: str
    when: str | None = None
    can_be_unknown: bool = True


def _list_holds(field: str, condition: str) -> str:
    """Whether the condition on `x` is true of all elements: false for one is false, a missing one leaves it open."""
    return (
        f"CASE WHEN {field} IS NULL THEN NULL"
        f" WHEN list_contains(list_transform({field}, lambda x: {condition}), false) THEN false"
        f" WHEN len({field}) > list_count({field}) THEN NULL ELSE true END"
    )


def _stated(field: str) -> str:
    """Whether a text says anything."""
    return f"CASE WHEN {field} >= '!' THEN true WHEN {field} IS NULL THEN false ELSE trim({field}) <> '' END"


RULES: dict[str, Rule] = {
    "goals-stated": Rule("coalesce(len(goals) > 0, false)", can_be_unknown=False),
    "goals-known": Rule(_list_holds("goals", "x IN ('M1', 'M2', 'M3', 'M4')")),
    "sdgs-stated": Rule("coalesce(len(sdgs) > 0, false)", can_be_unknown=False),
    "sdgs-in-range": Rule(_list_holds("sdgs", "x >= 1 AND x <= 17")),
    "benefit-stated": Rule(_stated("benefit"), can_be_unknown=False),
    "plan-present": Rule(_stated("plan_ref"), can_be_unknown=False),
    "budget-above-zero": Rule("coalesce(budget_total > 0, false)", can_be_unknown=False),
    "end-not-before-start": Rule("end_date >= start_date"),
    "larger-evaluated": Rule("evaluated", "budget_total >= 500000 AND end_date < DATE '2026-11-01'"),
    "travel-advice-assessed": Rule("risk_assessment", "advice_level >= 1"),
    "sensitive-assessed": Rule("risk_assessment", "involves_minors OR personal_data"),
    "application-sent": Rule("external_application", "budget_total > 0"),
}
"""The 12 record rules, in the order of the pack."""

_CONDITIONS = ", ".join(
    f"{rule.require} AS r{i}" + (f", {rule.when} AS w{i}" if rule.when else "") for i, rule in enumerate(RULES.values())
)


def _breach(i: int, rule: Rule) -> str:
    return f"w{i} AND NOT r{i}" if rule.when else f"NOT r{i}"


def _counters(i: int, rule: Rule) -> str:
    """What is counted of a rule, as the columns n<i> (not applicable), v<i> (violated) and k<i> (known)."""
    not_applicable = f"count_if(NOT w{i})" if rule.when else "0"
    known = f"count({_breach(i, rule)})" if rule.can_be_unknown else "count(*)"
    return f"{not_applicable} AS n{i}, count_if({_breach(i, rule)}) AS v{i}, {known} AS k{i}"


def _counted(i: int, name: str) -> str:
    """The four rows of a rule."""
    return (
        f"('{name}', 'violated', v{i}), ('{name}', 'undetermined', total - k{i}),"
        f" ('{name}', 'satisfied', k{i} - v{i} - n{i}), ('{name}', 'not_applicable', n{i})"
    )


COUNTS = f"""
WITH counted AS (
    SELECT count(*) AS total, {", ".join(_counters(i, rule) for i, rule in enumerate(RULES.values()))}
    FROM (SELECT {_CONDITIONS} FROM projects)
)
SELECT rule, outcome, n
FROM counted, LATERAL (VALUES {", ".join(_counted(i, name) for i, name in enumerate(RULES))}) AS t(rule, outcome, n)
WHERE n > 0
"""
"""rule, outcome, n: how often each outcome of the 12 rules occurs, from one scan."""

FINDINGS = f"""
SELECT rule, 'project' AS type, subject, CASE WHEN breach THEN 'violated' ELSE 'undetermined' END AS outcome
FROM (
    SELECT
        id AS subject,
        unnest([{", ".join(f"'{name}'" for name in RULES)}]) AS rule,
        unnest([{", ".join(_breach(i, rule) for i, rule in enumerate(RULES.values()))}]) AS breach
    FROM (SELECT id, {_CONDITIONS} FROM projects)
)
WHERE breach IS NOT FALSE
"""
"""rule, type, subject, outcome: a row for each violation of the 12 rules and each outcome left open."""

_IN_QUOTA = "direction = 'out' AND start_date >= DATE '2023-10-01' AND start_date < DATE '2027-10-01'"

QUOTA = f"""
WITH per_project AS (
    SELECT project, count_if(counts) AS outbound, count(*) - count(counts) AS unknown
    FROM (SELECT project, {_IN_QUOTA} AS counts FROM visits)
    WHERE project IS NOT NULL AND counts IS NOT FALSE
    GROUP BY project
)
SELECT
    'visit-quota' AS rule,
    CASE WHEN unknown > 0 THEN 'undetermined' WHEN outbound > 1 THEN 'violated' ELSE 'satisfied' END AS outcome,
    count(*) AS n
FROM projects LEFT JOIN per_project ON per_project.project = projects.id
GROUP BY ALL
"""
"""rule, outcome, n of the quota: visits counted a project, then joined to the projects."""
