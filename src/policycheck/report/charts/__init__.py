"""Charts of a report, drawn by Altair: every one is data and what to draw of them, so it shows in any notebook.

`matrix` is each record against each rule, `clauses` the outcomes by the sentence that they rest on, and `quota` what a
rule counts, day by day, against its limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from policycheck.faults import InvalidCall
from policycheck.report.formats import installed
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.report.report import Report

Chart: TypeAlias = Any
"""A chart of Altair, which has no types of its own: `altair.Chart` or several of them put together."""

KINDS: Final = ("matrix", "clauses", "quota")


def chart(report: Report, kind: str, language: str, rule: str | None = None, type_: str | None = None) -> Chart:
    """A chart of a kind; `rule` belongs to `quota` and `type_` to `matrix`. `InvalidCall` where none can be drawn."""
    if kind not in KINDS:
        raise InvalidCall(f"unknown chart `{kind}`: {did_you_mean(str(kind), KINDS)}")
    if rule is not None and kind != "quota":
        raise InvalidCall(f'`rule` is for the chart `quota`: plot("quota", rule="{rule}")')
    if type_ is not None and kind != "matrix":
        raise InvalidCall(f'`type` is for the chart `matrix`: plot("matrix", type="{type_}")')
    installed("a chart", "charts", "altair")
    if kind == "quota":
        from policycheck.report.charts.quota import quota

        return quota(report, language, rule)
    if not len(report.outcomes):
        raise InvalidCall("nothing was judged, so there is nothing to draw")
    if kind == "clauses":
        from policycheck.report.charts.clauses import clauses

        return clauses(report, language)
    from policycheck.report.charts.matrix import matrix

    return matrix(report, language, type_)
