"""What has changed since an earlier report, and what is no earlier report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.report.annual import Annual
from policycheck.report.annual.paper import Paragraph, Table

Yearly = Callable[..., Annual]
Data = dict[str, Any]
DAY = date(2026, 11, 1)
PACK = Path(__file__).parent / "clubs.yaml"


def earlier(clubs: pc.Policy, data: Mapping[str, Any], today: date = date(2025, 11, 1), **parameters: object) -> Any:
    """An earlier report, as its JSON holds it."""
    return json.loads(clubs.evaluate(data, today=today, parameters=parameters).to_json())


def told(annual: Annual) -> tuple[list[str], dict[str, tuple[tuple[str, ...], ...]]]:
    """The paragraphs on what has changed, and the rows of its tables by caption."""
    (found,) = (one for one in annual.paper("en").sections if one.key == "changes")
    paragraphs = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    return paragraphs, {block.caption: block.rows for block in found.blocks if isinstance(block, Table)}


def test_the_same_records_change_nothing(clubs: pc.Policy, yearly: Yearly, data: Data) -> None:
    assert told(yearly(data, earlier(clubs, data))) == (
        [
            "The last report is judged as of 1 November 2025, by version 3.",
            "No new findings.",
            "No findings are gone.",
            "No findings have another outcome.",
            "Findings that are as they were: 9.",
        ],
        {"Then and now": (("Status", "not compliant", "not compliant"),)},
    )


def test_findings_are_new_gone_or_other_by_their_rule_and_record(clubs: pc.Policy, yearly: Yearly, data: Data) -> None:
    before = earlier(clubs, data)
    data["trips"][0]["way"] = "home"  # a travels once each way: resolved
    data["clubs"].pop(1)  # b is gone, and its exception with it
    data["trips"][2]["club"] = data["trips"][3]["club"] = "a"  # a comes home three times: new
    data["clubs"].append({"id": "d", "name": "Due", "size": "big"})  # a new record with an open question
    data["trips"][4]["way"] = "out"  # c is decided
    data["trips"][1]["planned"] = None  # was advised, is now undetermined
    _, found = told(yearly(data, before))
    assert found["New findings"] == (
        ("Club a “Ask”", "Ask travels too often. (quota[home])", "no finding", "violated"),
        ("Club d “Due”", "Is Due open? (open-club)", "there was no such record", "needs judgement"),
    )
    assert found["Findings that are gone"] == (
        ("Club a “Ask”", "Ask travels too often. (quota[out])", "violated", "satisfied"),
        (
            "Club b “Bjørk”",
            "Exception: Agreed: to turer. (quota[home])",
            "excepted",
            "there is no such record any more",
        ),
        ("Club c “Ceder”", "Cannot be decided. Not stated: “Way” of 5. (quota[home])", "undetermined", "satisfied"),
        ("Club c “Ceder”", "Cannot be decided. Not stated: “Way” of 5. (quota[out])", "undetermined", "satisfied"),
    )
    assert found["Findings with another outcome"] == (
        (
            "Trip 2",
            "Cannot be decided. Not stated: “Planned”. (plan)",
            "recommendation not followed",
            "undetermined",
        ),
    )


def test_a_rule_that_is_no_longer_there_is_said_and_other_rules_are_too(
    clubs: pc.Policy, yearly: Yearly, data: Data, tmp_path: Path
) -> None:
    text = PACK.read_text(encoding="utf-8").replace("id: plan\n", "id: planned-trip\n").replace('"3"', '"2"', 1)
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    old = pc.load(tmp_path / "policy.yaml")
    paragraphs, found = told(yearly(data, earlier(old, data)))
    digests = [one.digest.removeprefix("sha256:")[:12] for one in (old, clubs)]
    assert paragraphs[0] == (
        "The last report is judged as of 1 November 2025, by version 2."
        f" The rules are not the same (version 2, digest {digests[0]}; now version 3, digest {digests[1]})."
        " Changes may therefore be due to the rules, not only to the data."
    )
    assert [row[-1] for row in found["Findings that are gone"]] == ["the rule is no longer in force"]
    assert [row[-2] for row in found["New findings"]] == ["no finding"]


def test_statuses_faults_and_parameters_stand_side_by_side(clubs: pc.Policy, yearly: Yearly, data: Data) -> None:
    before = earlier(clubs, data, each_way=2)
    before["parameters"]["gone"] = {"value": {"from": "2025-01-01", "until": None}, "assumption": None}
    data["trips"][0]["cost"] = "mye"
    _, found = told(yearly(data, before))
    assert found["Then and now"] == (
        ("Status", "incomplete", "not compliant"),
        ("Faults in the data", "0", "1"),
        ("Parameter: Trips each way", "2", "1"),
        ("Parameter: gone", "2025-01-01; None", "–"),
    )


def test_of_an_earlier_report_on_a_sample_no_record_is_said_not_to_have_been_there(
    clubs: pc.Policy, yearly: Yearly, data: Data
) -> None:
    before = earlier(clubs, {**data, "trips": []})
    data["clubs"].append({"id": "d", "size": "big"})
    whole = told(yearly(data, before))[1]["New findings"]
    assert [row[2] for row in whole if row[0] == "Club d"] == ["there was no such record"]
    before["subjects"] = [one for one in before["subjects"] if one["key"] != "b"]
    sample = told(yearly(data, before))[1]["New findings"]
    assert [row[2] for row in sample if row[0] == "Club d"] == ["no finding"]


def test_a_report_of_a_later_day_is_said_to_be_that(clubs: pc.Policy, yearly: Yearly, data: Data) -> None:
    (first, *_), _ = told(yearly(data, earlier(clubs, data, date(2026, 11, 2))))
    assert first.endswith(" It is judged as of a later day than this one.")


def test_a_file_may_begin_with_a_mark_of_its_encoding(
    clubs: pc.Policy, yearly: Yearly, data: Data, tmp_path: Path
) -> None:
    path = tmp_path / "report.json"
    path.write_text("\ufeff" + json.dumps(earlier(clubs, data)), encoding="utf-8")
    assert yearly(data, path).changes == yearly(data, str(path)).changes == yearly(data, earlier(clubs, data)).changes


AGAIN = "write one with: policycheck check PACK DATA --format json --output report.json"
NO_REPORT = f"the previous report is no report of policycheck: its `schema` is not `policycheck/report/1`; {AGAIN}"
BROKEN = f"the previous report is broken: it holds what no report would; {AGAIN}"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "policycheck/report/2"}, NO_REPORT),
        ({"policy": {"id": "trips"}}, "the previous report is of another policy, `trips`; this is `clubs`"),
        ({"policy": []}, BROKEN),
        ({"policy": {"id": "clubs"}}, BROKEN),
        ({"today": "soon"}, BROKEN),
        ({"today": None}, BROKEN),
        ({"status": "fine"}, BROKEN),
        ({"counts": {}}, BROKEN),
        ({"counts": {"outcomes": {"violated": float("inf")}}}, BROKEN),
        ({"parameters": {"each_way": 1}}, BROKEN),
        ({"subjects": [1]}, BROKEN),
        ({"findings": None}, BROKEN),
        ({"findings": [{}]}, BROKEN),
        ({"findings": [{"id": "x", "modality": "must", "outcome": "fine", "message": {}}]}, BROKEN),
        ({"input_faults": None}, BROKEN),
        (
            {"findings": []},
            "the previous report holds 0 of its 9 findings, so what is new cannot be told:"
            " write it again with all of them (--limit)",
        ),
    ],
)
def test_what_is_no_earlier_report_is_refused(
    clubs: pc.Policy, yearly: Yearly, data: Data, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(pc.InvalidCall) as refused:
        yearly(data, {**earlier(clubs, data), **change})
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (b"", f"the previous report `FILE` is no JSON text, or not the whole of it; {AGAIN}"),
        (b'{"schema": ', f"the previous report `FILE` is no JSON text, or not the whole of it; {AGAIN}"),
        (b"\xff\xfe", f"the previous report `FILE` is no JSON text, or not the whole of it; {AGAIN}"),
        (b"[" * 100_000, f"the previous report `FILE` is no JSON text, or not the whole of it; {AGAIN}"),
        (b"[]", NO_REPORT),
        (b'{"trips": []}', NO_REPORT),
        (None, "the previous report `FILE` cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_report_is_refused(
    yearly: Yearly, data: Data, tmp_path: Path, written: bytes | None, message: str
) -> None:
    path = tmp_path / "report.json"
    if written is not None:
        path.write_bytes(written)
    with pytest.raises(pc.InvalidCall) as refused:
        yearly(data, path)
    assert str(refused.value) == message.replace("FILE", str(path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_stands_in_an_earlier_report_is_told_or_refused(clubs: pc.Policy, data: st.DataObject) -> None:
    report = clubs.evaluate({"clubs": [{"id": "a", "size": "big"}]}, today=DAY)
    document: Any = json.loads(report.to_json())
    at, inner = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(at[inner], dict | list) and at[inner] and data.draw(st.booleans()):
        at = at[inner]
        inner = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
    at[inner] = data.draw(JSON)
    try:
        annual = report.annual(date(2026, 1, 1), date(2027, 1, 1), document)
    except pc.InvalidCall:
        return
    assert annual.to_markdown("en").startswith("# Yearly report")
