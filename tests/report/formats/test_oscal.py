"""OSCAL: valid, whole in itself, and satisfied nowhere but where a rule is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from schemas import faults

import policycheck as pc
from policycheck.harmless import clean
from policycheck.report.formats.oscal import render
from policycheck.report.formats.oscal.properties import line, token

SCHEMA = "oscal_assessment-results_schema.json"


def results(text: str) -> dict[str, Any]:
    assert faults(SCHEMA, text) == []
    return dict(json.loads(text)["assessment-results"])


def values(node: Any, name: str) -> Iterator[str]:
    """Every value of a key, wherever it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name and isinstance(value, str):
                yield value
            yield from values(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, name)


def own(node: dict[str, Any], name: str) -> str:
    """The value of a property."""
    return str(next(prop["value"] for prop in node["props"] if prop["name"] == name))


def test_the_whole_report(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    text = render(report, "en", True)
    assert faults(SCHEMA, text) == []
    contents = re.compile(r'("assessment-results": \{|"results": \[\n *\{)(\n *"uuid": ")[^"]*')
    expected("garden.oscal.json", contents.sub(r"\1\2…", text))


def test_the_schema_refuses_what_is_not_oscal(report: pc.Report) -> None:
    """So that its silence says something."""
    text = render(report, "en", False)
    assert faults(SCHEMA, text.replace('"state": "not-satisfied"', '"state": "open"', 1)) != []
    assert faults(SCHEMA, text.replace('"target-id": "', '"target-id": "1 ', 1)) != []
    assert faults(SCHEMA, text.replace("T00:00:00Z", "", 1)) != []
    assert faults(SCHEMA, text.replace('"value": "', '"value": " ', 1)) != []


def test_what_each_outcome_is(report: pc.Report) -> None:
    (result,) = results(render(report, "en", True))["results"]
    statuses = {
        one["related-observations"][0]["observation-uuid"]: (
            one["target"]["status"]["state"],
            one["target"]["status"]["reason"],
        )
        for one in result["findings"]
    }
    risks = {one["related-observations"][0]["observation-uuid"]: one["status"] for one in result["risks"]}
    found: dict[str, set[tuple[tuple[str, str] | None, str | None]]] = {}
    for observed, outcome in zip(result["observations"], report.outcomes, strict=True):
        assert (own(observed, "rule"), own(observed, "outcome")) == (outcome.rule, outcome.outcome)
        assert own(observed["subjects"][0], "key") == outcome.subject
        at = observed["uuid"]
        found.setdefault(outcome.outcome, set()).add((statuses.get(at), risks.get(at)))
    assert found == {
        "satisfied": {(("satisfied", "pass"), None)},
        "violated": {(("not-satisfied", "fail"), "open")},
        "waived": {(("not-satisfied", "fail"), "deviation-approved")},
        "undetermined": {(("not-satisfied", "other"), None)},
        "needs_judgement": {(("not-satisfied", "other"), None)},
        "excepted": {(("not-satisfied", "other"), None)},
        "recommended": {(None, None)},
        "not_applicable": {(None, None)},
    }


def test_findings_alone_where_all_are_not_asked_for(report: pc.Report) -> None:
    (result,) = results(render(report, "en", False))["results"]
    assert [own(one, "finding-id") for one in result["observations"]] == [one.id for one in report.findings]


def test_a_remedy_is_a_remediation(report: pc.Report) -> None:
    (result,) = results(render(report, "en", False))["results"]
    told = {
        own(risk, "finding-id"): [(one["lifecycle"], one["description"]) for one in risk.get("remediations", [])]
        for risk in result["risks"]
    }
    assert told == {
        one.id: [("recommendation", one.remedy["en"])] if one.remedy and one.outcome != "waived" else []
        for one in report.findings
        if one.outcome in ("violated", "waived")
    }


def test_input_faults_and_notes_stand_in_the_log(report: pc.Report) -> None:
    (result,) = results(render(report, "en", False))["results"]
    entries = result["assessment-log"]["entries"]
    assert [own(one, "kind") for one in entries] == ["input-fault"] * 2 + ["note"] * len(report.notes)
    assert [(own(one, "field"), own(one, "value")) for one in entries[:2]] == [("garden", "nowhere"), ("rent", "mye")]


@pytest.mark.parametrize("every", [False, True])
def test_whatever_is_referred_to_is_there(report: pc.Report, every: bool) -> None:
    found = results(render(report, "en", every))
    uuids = list(values(found, "uuid"))
    assert len(set(uuids)) == len(uuids)
    for name in ("subject-uuid", "observation-uuid", "risk-uuid"):
        assert set(values(found, name)) <= set(uuids)
    assert {href.removeprefix("#") for href in values(found, "href")} <= set(uuids)
    parts = [part["id"] for one in found["local-definitions"]["objectives-and-methods"] for part in one["parts"]]
    assert len(set(parts)) == len(parts)
    assert set(values(found, "target-id")) | set(values(found, "objective-id")) <= set(parts)


def test_a_rule_not_in_force_was_not_reviewed(report: pc.Report) -> None:
    (result,) = results(render(report, "en", False))["results"]
    reviewed = set(values(result["reviewed-controls"], "objective-id"))
    assert reviewed == {f"rule-{item}" for item in report.rulebook.item if item != "old-rule"}


def test_where_nothing_was_judged_it_says_so(garden: pc.Policy) -> None:
    (result,) = results(render(garden.evaluate({}), "en", True))["results"]
    assert own(result, "status") == "nothing_judged"
    assert result["description"] == "Status: nothing was judged"
    assert "findings" not in result


def test_another_report_is_another_document_and_its_observations_are_the_same(garden: pc.Policy) -> None:
    one, other = (
        results(render(garden.evaluate({"plots": [{"id": "P-1", "rent": rent}]}), "en", True)) for rent in (1, 9_999)
    )
    assert one["uuid"] != other["uuid"]
    assert one["results"][0]["uuid"] != other["results"][0]["uuid"]
    assert [found["uuid"] for found in one["results"][0]["observations"]] == [
        found["uuid"] for found in other["results"][0]["observations"]
    ]


@pytest.mark.parametrize("today", [date(1899, 12, 31), date(3000, 1, 1)])
def test_a_day_that_oscal_does_not_have_is_refused(garden: pc.Policy, today: date) -> None:
    with pytest.raises(pc.InvalidCall, match=f"OSCAL has no day such as {today}: judge by one from 1900-01-01"):
        render(garden.evaluate({}, today=today), "en", False)


def test_a_waiver_without_end_has_no_deadline() -> None:
    (result,) = results(render(hostile.report("a", "b"), "en", False))["results"]
    assert [risk.get("deadline") for risk in result["risks"] if risk["status"] == "deviation-approved"] == [None]


def test_hostile_records_come_back_and_are_no_markup() -> None:
    report = hostile.report(*hostile.TEXTS)
    text = render(report, "nb", True)
    text.encode()
    found = results(text)
    observed = found["results"][0]["observations"]
    asked = {own(one["subjects"][0], "key") for one in observed if own(one, "rule") == "asks"}
    assert asked == set(map(line, hostile.KEYS))
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    written = [
        text
        for name in ("title", "text", "description", "remarks", "statement", "prose")
        for text in values(found, name)
    ]
    for one in {one for one in written if len(one) < len(hostile.LONG)}:
        tokens = markdown.parse(one)
        assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}, one[:200]
        assert {part.type for token in tokens for part in token.children or ()} <= {"text", "text_special"}, one[:200]


@given(st.text(max_size=12), st.text(max_size=12))
@settings(max_examples=100)
def test_a_token_is_one_and_different_names_have_different_ones(one: str, other: str) -> None:
    assert re.fullmatch(r"[^\W\d_](?:[\w.-])*", token("rule", one))
    assert (token("rule", one) == token("rule", other)) is (one == other)


@given(st.text(max_size=20))
@settings(max_examples=100)
def test_a_property_is_one_line_that_says_something(text: str) -> None:
    assert re.fullmatch(r"\S(.*\S)?", line(text))
    assert line(text) in ("–", " ".join(clean(text).split()))
