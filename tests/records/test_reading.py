"""Reading of data: what is wrong with it is told in full, and nothing faulty passes for good."""

from __future__ import annotations

import codecs
import dataclasses
import json
from collections import OrderedDict
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

import policycheck
from policycheck.policy import Policy

TODAY = date(2025, 6, 15)
GOOD: dict[str, Any] = {
    "id": "a",
    "name": "A",
    "ok": True,
    "size": 1,
    "share": "0,5",
    "cost": 5,
    "day": "2025-01-01",
    "kind": "a",
    "owner": "me",
    "tags": ["x"],
    "sizes": [1],
}
OWNERS = [{"code": "me", "name": "Me"}]
WHOLE: dict[str, Any] = {"things": [GOOD], "owners": OWNERS, "portfolio": {"frame": 2}}


def fault(message: str, **parts: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("type", "key", "column", "value", "message", "file", "sheet", "row", "cell"))
    return {**blank, "message": message, **parts}


def faults(policy: Policy, data: Any) -> list[dict[str, Any]]:
    found = policy.evaluate(data, today=TODAY).to_dict()["input_faults"]
    assert isinstance(found, list)
    return found


def notes(policy: Policy, data: Any) -> list[str]:
    found = policy.evaluate(data, today=TODAY).to_dict()["notes"]
    assert isinstance(found, list)
    return found


def test_good_data_have_no_faults(policy: Policy) -> None:
    report = policy.evaluate(WHOLE, today=TODAY)
    assert (report.status, report.input_faults, report.notes, report.findings) == ("compliant", (), (), ())


# --- cells

CELLS = [
    ("name", True, "true", "is not a text"),
    ("name", {"a": 1}, "{…}", "is not a text"),
    ("ok", "kanskje", "kanskje", "is neither yes nor no"),
    ("size", "1,5", "1,5", "is not a whole number"),
    ("size", 11, "11", "is too large: at most 10"),
    ("size", "-1", "-1", "is too small: at least 0"),
    (
        "share",
        "1.000",
        "1.000",
        "can be read in two ways: write the number without separators (1000) or with two decimals (1.00)",
    ),
    ("share", float("nan"), "nan", "is not a finite number"),
    ("share", "0.1234567", "0.1234567", "has too many decimals: round it to 6 at most"),
    ("cost", "mye", "mye", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("cost", 10**18, "1000000000000000000", "has too many digits: at most 18 before the point"),
    ("cost", 10**5000, "≈10^5000", "has too many digits: at most 18 before the point"),
    ("cost", "9" * 300, "9" * 199 + "…", "has too many digits: at most 18 before the point"),
    ("day", "2025-02-30", "2025-02-30", "is a date that does not exist"),
    ("day", "i går", "i går", "is not a date: write 2025-12-31 or 31.12.2025"),
    ("day", "1999-12-31", "1999-12-31", "is too early: 2000-01-01 at the earliest"),
    ("kind", "blå", "blå", "is not one of the choices: a, b, 3"),
    ("owner", "you", "you", "does not exist: there is no owner with this key"),
    ("tags", 5, "5", "is not a list"),
    ("sizes", [7, "x"], "7; x", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("sizes", "1;x", "1;x", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
]
RULE_OF = {
    "name": "name",
    "ok": "fine",
    "size": "small",
    "share": "shared",
    "cost": "cheap",
    "day": "late",
    "kind": "red",
    "owner": "owned",
    "tags": "tagged",
    "sizes": "sized",
}


@pytest.mark.parametrize(("column", "value", "told", "message"), CELLS, ids=[f"{c[0]}-{c[3][:24]}" for c in CELLS])
def test_a_faulty_cell_is_told_and_counts_as_missing(
    column: str, value: Any, told: str, message: str, policy: Policy
) -> None:
    data = {**WHOLE, "things": [{**GOOD, column: value}]}
    report = policy.evaluate(data, today=TODAY)
    found = report.to_dict()
    row = None if message.startswith("refers") else 1
    assert found["input_faults"] == [fault(message, type="thing", key="a", column=column, value=told, row=row)]
    assert report.for_("thing", "a").status == (
        "non_compliant" if column == "name" or value == [7, "x"] else "incomplete"
    )
    without = policy.evaluate({**WHOLE, "things": [{**GOOD, column: None}]}, today=TODAY)
    if column not in ("sizes", "tags"):
        assert list(report.outcomes) == list(without.outcomes)
    outcomes = {one.rule: one.outcome for one in report.outcomes}
    assert outcomes.pop(RULE_OF[column]) == ("violated" if column == "name" or value == [7, "x"] else "undetermined")
    assert set(outcomes.values()) == {"satisfied"}
    with pytest.raises(policycheck.InvalidRecords):
        policy.evaluate(data, today=TODAY, strict=True)


def test_every_faulty_cell_of_a_row_is_told(policy: Policy) -> None:
    row = {"id": "a", "size": "x", "cost": "y", "kind": "z"}
    assert [one["column"] for one in faults(policy, {"things": [row]})] == ["cost", "kind", "size"]


def test_a_row_whose_other_cell_is_faulty_is_incomplete(policy: Policy) -> None:
    """Even where no rule reads the cell."""
    report = policy.evaluate({**WHOLE, "things": [{**GOOD, "kinds": ["x"]}]}, today=TODAY)
    assert report.to_dict()["input_faults"] == [
        fault("is not one of the choices: a, b", type="thing", key="a", column="kinds", value="x", row=1)
    ]
    assert (report.status, report.for_("thing", "a").status) == ("incomplete", "incomplete")


# --- rows


def test_rows_without_a_usable_key(policy: Policy) -> None:
    rows = [
        {"name": "A"},
        {"id": " "},
        {"id": True},
        {"id": None},
        GOOD,
        {**GOOD, "name": "B"},
        {"id": "a "},
        {"ID": "b"},
    ]
    report = policy.evaluate({**WHOLE, "things": rows}, today=TODAY)
    no_key = "the row has no key (`id`) and cannot be judged"
    again = "an earlier row has this key; this row is not judged"
    assert report.to_dict()["input_faults"] == [
        fault(no_key, type="thing", column="id", row=1),
        fault(no_key, type="thing", column="id", value=" ", row=2),
        fault("is not a text", type="thing", column="id", value="true", row=3),
        fault(no_key, type="thing", column="id", value="true", row=3),
        fault(no_key, type="thing", column="id", row=4),
        fault(no_key, type="thing", column="id", row=8),
        fault(again, type="thing", key="a", column="id", value="a", row=6),
        fault(again, type="thing", key="a", column="id", value="a", row=7),
    ]
    assert report.counts["records"]["thing"] == 1
    assert report.status == "incomplete"


@pytest.mark.parametrize("rows", ["a,b", 5, {"id": "a"}, b"x", True])
def test_what_is_no_list_of_rows(rows: Any, policy: Policy) -> None:
    found = faults(policy, {"things": rows})
    assert [(one["type"], one["message"]) for one in found] == [("thing", "must be a list of records")]


@pytest.mark.parametrize("row", [None, "a", 5, ["a"], {"a"}, object(), BaseModel])
def test_what_is_no_row(row: Any, policy: Policy) -> None:
    report = policy.evaluate({**WHOLE, "things": [row, GOOD]}, today=TODAY)
    assert [(one.type, one.message, one.place.row) for one in report.input_faults] == [
        ("thing", "the row is not a record of named values", 1)
    ]
    assert report.counts["records"]["thing"] == 1
    assert report.status == "incomplete"


def test_keys_of_any_kind(policy: Policy) -> None:
    keys = ["a b", "å", "😀", "a;b", '"', "1", 2, "a\u00a0b", "<b>", "{id}", "-"]
    report = policy.evaluate({"things": [{"id": key} for key in keys]}, today=TODAY)
    assert report.input_faults == ()
    assert [one.key for one in report.subjects if one.type == "thing"] == sorted(str(key) for key in keys)
    assert json.loads(report.to_json(all=True)) == report.to_dict(all=True)


@dataclasses.dataclass
class Thing:
    id: str
    name: str
    size: int | None = None
    cost: Decimal | None = None


class Model(BaseModel):
    model_config = ConfigDict(extra="allow")
    id: str
    name: str
    size: int | None = None


ROWS = [
    Thing("a", "A", 1, Decimal(5)),
    Model(id="a", name="A", size=1, cost=5),  # type: ignore[call-arg]
    MappingProxyType({"id": "a", "name": "A", "size": 1, "cost": 5}),
    OrderedDict(id="a", name="A", size="1", cost="5"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row).__name__)
def test_rows_of_any_kind(row: Any, policy: Policy) -> None:
    expected = policy.evaluate({"things": [{"id": "a", "name": "A", "size": 1, "cost": 5}]}, today=TODAY)
    for rows in ([row], (row,), iter([row]), (one for one in [row])):
        report = policy.evaluate({"things": rows}, today=TODAY)
        assert report.to_json(all=True) == expected.to_json(all=True)


def test_models_of_records(policy: Policy) -> None:
    model = policy.record("thing")
    made = model(**{**GOOD, "cost": "1 000,50", "kind": "Grønn sak", "sizes": "1;2"})
    assert made.model_dump() == {
        "id": "a",
        "name": "A",
        "ok": True,
        "size": 1,
        "share": Decimal("0.5"),
        "cost": Decimal("1000.50"),
        "day": date(2025, 1, 1),
        "kind": "b",
        "owner": "me",
        "tags": ("x",),
        "sizes": (1, 2),
        "kinds": None,
        "owners": None,
    }
    with pytest.raises(ValidationError) as refused:
        model(id="a", size="x", cost="1.000", kind="z", nme="A")
    assert [(one["loc"], one["msg"]) for one in refused.value.errors()] == [
        (("size",), "Value error, is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
        (
            ("cost",),
            "Value error, can be read in two ways: write the number without separators (1000) or with two decimals (1.00)",
        ),
        (("kind",), "Value error, is not one of the choices: a, b, 3"),
        (("nme",), "Extra inputs are not permitted"),
    ]
    with pytest.raises(ValidationError):
        model(name="A")
    with pytest.raises(ValidationError):
        made.name = "B"
    report = policy.evaluate({**WHOLE, "things": [model(**GOOD)]}, today=TODAY)
    assert (report.status, report.input_faults) == ("compliant", ())
    with pytest.raises(policycheck.InvalidCall):
        policy.record("thng")


def test_required_cells(policy: Policy) -> None:
    assert faults(policy, {"owners": [{"code": "x"}, {"code": "y", "name": " "}]}) == [
        fault("is required", type="owner", key="x", column="name", row=1),
        fault("is required", type="owner", key="y", column="name", row=2),
    ]


def test_references_to_nothing(policy: Policy) -> None:
    data = {
        **WHOLE,
        "things": [{**GOOD, "owner": "you", "owners": ["me", "he", "she"]}],
        "portfolio": {"frame": 2, "main": "it"},
    }
    report = policy.evaluate(data, today=TODAY)
    message = "does not exist: there is no owner with this key"
    assert report.to_dict()["input_faults"] == [
        fault(message, type="portfolio", key="portfolio", column="main", value="it"),
        fault(message, type="thing", key="a", column="owner", value="you", row=1),
        fault(message, type="thing", key="a", column="owners", value="he", row=1),
        fault(message, type="thing", key="a", column="owners", value="she", row=1),
    ]
    owned = next(one for one in report.findings if one.rule == "owned")
    assert (owned.outcome, owned.missing) == ("undetermined", (("thing", "a", "owner"),))


# --- what is passed over


def test_unknown_columns_and_types_are_noted(policy: Policy) -> None:
    data = {
        **WHOLE,
        "things": [{**GOOD, "nmae": 1, "colour": 2, "\ud83d": 3}],
        "thing": [],
        "thigns": [],
        "spaceships": [{}],
    }
    told = notes(policy, data)
    assert told[:2] == [
        "The unknown field `nmae` of things was not read. Did you mean `name`?",
        "The unknown field `colour` of things was not read.",
    ]
    assert told[3:] == [
        "The unknown record type `thing` was not read. Did you mean `things`?",
        "The unknown record type `thigns` was not read. Did you mean `things`?",
        "The unknown record type `spaceships` was not read.",
    ]
    assert policy.evaluate(data, today=TODAY).status == "compliant"


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ([{"frame": 2}, {"frame": 3}], [("portfolio", "there is one portfolio; several rows are given")]),
        ([{"frame": 2}], []),
        ([], []),
        (None, []),
        ("x", [("portfolio", "the row is not a record of named values")]),
        ([5], [("portfolio", "the row is not a record of named values")]),
        ({"frame": "x"}, [("portfolio", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50")]),
        ({"frame": 2, "id": "other"}, []),
    ],
)
def test_the_portfolio(given_: Any, told: list[tuple[str, str]], policy: Policy) -> None:
    report = policy.evaluate({**WHOLE, "portfolio": given_}, today=TODAY)
    assert [(one.type, one.message) for one in report.input_faults] == told
    assert report.status == ("compliant" if isinstance(given_, dict | list) and given_ and not told else "incomplete")


@pytest.mark.parametrize(
    "data", [{}, {"things": []}, {"things": None}, {"things": [], "portfolio": {}}, {"ships": [{"id": 1}]}]
)
def test_no_records_at_all(data: Any, policy: Policy) -> None:
    report = policy.evaluate(data, today=TODAY)
    assert report.status == "nothing_judged"
    assert report.to_dict()["notes"][-1] == "No records were given, so nothing was judged."


def test_rows_that_are_all_faulty_are_no_records(policy: Policy) -> None:
    report = policy.evaluate({"things": [{"name": "A"}]}, today=TODAY)
    assert (report.status, len(report.input_faults)) == ("nothing_judged", 1)


# --- files


def written(tmp_path: Path, content: str | bytes, name: str = "d.json") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


TEXT = json.dumps({**WHOLE, "things": [{**GOOD, "name": "Blåbær"}]}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "noted"),
    [
        (TEXT.encode(), []),
        (codecs.BOM_UTF8 + TEXT.encode(), []),
        (TEXT.encode("utf-16"), []),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), []),
        (
            TEXT.encode("cp1252"),
            ["d.json is not UTF-8 and was read as Windows-1252; check that letters such as æ, ø and å are right."],
        ),
        (TEXT.replace(", ", ",\r\n").encode(), []),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "windows-1252", "crlf"],
)
def test_encodings(content: bytes, noted: list[str], tmp_path: Path, policy: Policy) -> None:
    report = policy.evaluate(written(tmp_path, content), today=TODAY)
    assert (report.status, report.input_faults) == ("compliant", ())
    assert [note.text("en") for note in report.notes] == noted
    assert next(one.title for one in report.subjects if one.type == "thing") == "Blåbær"


BROKEN = [
    ("", "the file is empty"),
    ("{", "the file cannot be read as JSON: line 1, column 2: expecting property name enclosed in double quotes"),
    ('{"things": [\n{"id": "a",,}]}', "the file cannot be read as JSON: line 2, column 12: "),
    ("[]", "the file must begin with named lists, such as "),
    ("5", "the file must begin with named lists, such as "),
    ("null", "the file must begin with named lists, such as "),
    (b"PK\x03\x04\x00\x00\xff", "the file is not a text file"),
    ("[" * 100_000, "the file is nested too deeply"),
    ('{"things": ' + "[" * 100_000, "the file is nested too deeply"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN, ids=range(len(BROKEN)))
def test_broken_files(content: str | bytes, message: str, tmp_path: Path, policy: Policy) -> None:
    report = policy.evaluate(written(tmp_path, content), today=TODAY)
    assert [(one.place.file, one.message[: len(message)]) for one in report.input_faults] == [("d.json", message)]
    assert report.status == "nothing_judged"


def test_places_in_files(tmp_path: Path, policy: Policy) -> None:
    path = written(tmp_path, '{"things": [{"id": "a", "size": "x", "owner": "you"}, {"id": "a"}, {}, 5]}')
    place = {"type": "thing", "file": "d.json"}
    assert faults(policy, path) == [
        fault("the row is not a record of named values", **place, value="5", row=4),
        fault("the row has no key (`id`) and cannot be judged", **place, column="id", row=3),
        fault("an earlier row has this key; this row is not judged", **place, key="a", column="id", value="a", row=2),
        fault("does not exist: there is no owner with this key", **place, key="a", column="owner", value="you", row=1),
        fault(
            "is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
            **place,
            key="a",
            column="size",
            value="x",
            row=1,
        ),
    ]


NUMBERS: list[Any] = [
    ("NaN", "is not a finite number"),
    ("Infinity", "is not a finite number"),
    ("-Infinity", "is not a finite number"),
    ("1e400", "has too many digits: at most 18 before the point"),
    ("1E-400", "has too many decimals: round it to 6 at most"),
    ("9" * 5000, "has too many digits: at most 18 before the point"),
    ("0." + "1" * 5000, "has too many decimals: round it to 6 at most"),
    ("9" * 5000 + ".5", "has too many digits: at most 18 before the point"),
    ("1e99999999999999999999", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("1e-99999999999999999999", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ('"\\ud800"', "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("[" * 400 + "]" * 400, "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("{}", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
]


@pytest.mark.parametrize(("number", "message"), NUMBERS, ids=range(len(NUMBERS)))
def test_numbers_in_json(number: str, message: str, tmp_path: Path, policy: Policy) -> None:
    text = TEXT.replace('"cost": 5', f'"cost": {number}')
    report = policy.evaluate(written(tmp_path, text), today=TODAY)
    assert [(one.column, one.message, one.place.row) for one in report.input_faults] == [("cost", message, 1)]
    assert report.status == "incomplete"
    report.to_json(all=True).encode()


def test_exact_numbers_in_json(tmp_path: Path, policy: Policy) -> None:
    text = TEXT.replace('"cost": 5', '"cost": 99.9999990').replace('"share": "0,5"', '"share": 0.999999')
    assert policy.evaluate(written(tmp_path, text), today=TODAY).status == "compliant"


def test_names_that_stand_twice_in_json(tmp_path: Path, policy: Policy) -> None:
    text = (
        '{"things": [{"id": "z"}], "things": [{"id": "a", "size": 1, "size": 9, "cost": 1}, {"id": "b", "id": "c"}],'
        ' "portfolio": {"frame": 1, "frame": 2}}'
    )
    twice = "is given twice in the same record"
    assert faults(policy, written(tmp_path, text)) == [
        fault("is given twice in one file; only the last is read", value="things", file="d.json"),
        fault(twice, type="portfolio", key="portfolio", column="frame", value="1 / 2", file="d.json"),
        fault(twice, type="thing", column="id", value="b / c", file="d.json", row=2),
        fault(
            "the row has no key (`id`) and cannot be judged",
            type="thing",
            column="id",
            value="b / c",
            file="d.json",
            row=2,
        ),
        fault(twice, type="thing", key="a", column="size", value="1 / 9", file="d.json", row=1),
    ]


def test_lone_surrogates_pass_nowhere(tmp_path: Path, policy: Policy) -> None:
    text = '{"things": [{"id": "\\ud800"}, {"id": "a", "name": "\\udc00", "\\ud801": 1}], "\\ud802": []}'
    report = policy.evaluate(written(tmp_path, text), today=TODAY)
    assert [(one.column, one.why) for one in report.input_faults] == [
        ("id", "broken_text"),
        ("id", "no_key"),
        ("name", "broken_text"),
    ]
    report.to_json(all=True).encode()


YAML = """
things:
  - {id: 0012, name: NO, ok: true, size: 1, share: 0.50, cost: 99.999999, day: 2025-01-01, kind: 3, owner: 007, tags: [x, 1.10], sizes: [1]}
  - {id: 1.10, kind: a, size: 12}
owners: [{code: 007, name: Me}]
portfolio: {frame: 2}
"""


def test_yaml(tmp_path: Path, policy: Policy) -> None:
    report = policy.evaluate(written(tmp_path, YAML, "d.yaml"), today=TODAY)
    assert [one.key for one in report.subjects if one.type == "thing"] == ["0012", "1.10"]
    assert report.to_dict()["input_faults"] == [
        fault("is too large: at most 10", type="thing", key="1.10", column="size", value="12", file="d.yaml", row=2)
    ]
    outcomes = {one.rule: one.outcome for one in report.outcomes if one.subject == "0012"}
    assert outcomes.pop("red") == "violated"
    assert set(outcomes.values()) == {"satisfied"}


def test_broken_yaml(tmp_path: Path, policy: Policy) -> None:
    text = "things:\n  - {id: a, size: 1, size: 2}\n  - &x {id: b}\n"
    report = policy.evaluate(written(tmp_path, text, "d.yaml"), today=TODAY)
    assert [one.message[:54] for one in report.input_faults] == [
        "the file cannot be read as YAML: line 2, column 22: `s",
        "the file cannot be read as YAML: line 3, column 5: `&x",
    ]
    assert report.status == "nothing_judged"


def test_several_sources_are_read_together(tmp_path: Path, policy: Policy) -> None:
    one = written(tmp_path, json.dumps({"things": [GOOD]}), "one.json")
    other = written(tmp_path, json.dumps({"owners": OWNERS, "things": [GOOD]}), "other.json")
    report = policy.evaluate([one, str(other), {"portfolio": {"frame": 2}}], today=TODAY)
    assert [(fault_.column, fault_.why, fault_.place.file) for fault_ in report.input_faults] == [
        ("id", "duplicate_key_in", "other.json")
    ]
    assert {outcome.outcome for outcome in report.outcomes} == {"satisfied"}


@pytest.mark.parametrize("data", [5, None, [5], "no/such/file.json", Path("x.txt")])
def test_what_is_no_data_is_a_wrong_call(data: Any, policy: Policy) -> None:
    with pytest.raises(policycheck.InvalidCall):
        policy.evaluate(data, today=TODAY)


# --- anything at all

LEAF = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["a", "me", "x", "1", "ja", "2025-01-01"])
)
VALUE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)
ROW = st.dictionaries(
    st.sampled_from([*GOOD, "kinds", "owners", "code", "frame", "main", "rule", "on", "nmae"]), VALUE, max_size=8
)
PLURAL = st.sampled_from(["things", "owners", "portfolio", "waivers", "assessments", "thing"])


@given(st.dictionaries(PLURAL, VALUE | ROW | st.lists(ROW | VALUE, max_size=4), max_size=5))
@settings(max_examples=200)
def test_no_data_are_an_exception(policy: Policy, data: dict[str, Any]) -> None:
    report = policy.evaluate(data, today=TODAY)
    assert json.loads(report.to_json(all=True)) == report.to_dict(all=True)
    if report.input_faults:
        assert report.status != "compliant"


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode) | VALUE.map(json.dumps).map(str.encode))
@settings(max_examples=200)
def test_no_file_is_an_exception(tmp_path_factory: pytest.TempPathFactory, policy: Policy, content: bytes) -> None:
    directory = tmp_path_factory.getbasetemp()
    for name in ("any.json", "any.yaml"):
        (directory / name).write_bytes(content)
        report = policy.evaluate(directory / name, today=TODAY)
        report.to_json(all=True)
        assert report.status != "compliant"
