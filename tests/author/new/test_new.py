"""The pack to begin with: it works as it is, in every choice of languages, and nothing is overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policycheck.author.cases import load_cases, run
from policycheck.author.new import make
from policycheck.author.new.naming import kebab
from policycheck.author.schema import cases_schema, pack_schema, written
from policycheck.faults import InvalidCall
from policycheck.policy import check

FILES = {
    "policy.yaml",
    "text.yaml",
    "records.yaml",
    "parameters.yaml",
    "rules/first.yaml",
    "cases/first.yaml",
    ".policycheck/pack.schema.json",
    ".policycheck/cases.schema.json",
}


def _files(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}


@pytest.mark.parametrize("languages", [("nb", "en"), ("en", "nb"), ("en",), ("nb",), ("de", "nb")], ids=str)
def test_the_pack_has_no_fault_and_its_cases_pass(languages: tuple[str, ...], tmp_path: Path) -> None:
    made = make(tmp_path / "travel", languages)
    assert (made.id, made.derived) == ("travel", False)
    assert _files(made.path) == FILES
    policy, faults = check(made.path)
    assert policy is not None, faults
    assert (policy.id, policy.languages) == ("travel", languages)
    assert {tuple(clause.text) for clause in policy.text} == {languages}
    assert {clause.force for clause in policy.text} == {"heading", "must", "should", "discretionary"}
    cases, broken = load_cases(policy)
    assert broken == ()
    results = [run(case, policy, "reference") for case in cases]
    assert [(result.case.name, result.differences, result.report.input_faults) for result in results] == [
        (case.name, (), ()) for case in cases
    ]
    outcomes = {outcome for case in cases for found in case.shape.expect.values() for outcome in found.values()}
    assert outcomes == {"satisfied", "violated", "undetermined", "not_applicable", "needs_judgement"}
    tried = {rule for case in cases for rule in case.shape.expect}
    assert tried == {"approved-before-start", "costly-explained", "useful-journey"}


def test_a_report_speaks_each_language(tmp_path: Path) -> None:
    make(tmp_path / "travel", ("nb", "en"))
    policy, _ = check(tmp_path / "travel")
    assert policy is not None
    data = {"journeys": [{"id": "a", "starts_on": "2026-05-04", "approved_on": "2026-05-11", "cost": 10000}]}
    found = {one.rule: one for one in policy.evaluate(data, today=date(2026, 6, 1)).findings}
    assert found["approved-before-start"].message == {
        "nb": "Reisen starter 04.05.2026, men ble først godkjent 11.05.2026.",
        "en": "The journey begins on 4 May 2026, but was not approved until 11 May 2026.",
    }
    assert (
        found["costly-explained"].message["nb"]
        == "Reisen koster 10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr og er ikke begrunnet."
    )
    assert list(found["costly-explained"].assumptions) == ["costly_from"]


def test_each_file_names_its_schema_which_lies_beside(tmp_path: Path) -> None:
    path = make(tmp_path / "travel", ("nb",)).path
    for file in (file for file in FILES if file.endswith(".yaml")):
        line = (path / file).read_text(encoding="utf-8").splitlines()[0]
        named = (path / file).parent / line.removeprefix("# yaml-language-server: $schema=")
        schema = cases_schema() if file.startswith("cases/") else pack_schema()
        assert named.read_text(encoding="utf-8") == written(schema)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Våre reiser", "vare-reiser"),
        ("Ærlig & Øst", "aerlig-ost"),
        ("A\u030arsmøte", "arsmote"),
        ("2024_plan.v2", "2024-plan-v2"),
        ("Straße", "strasse"),
        ("Café--au lait-", "cafe-au-lait"),
        ("日本", "policy"),
        ("...", "policy"),
    ],
)
def test_a_name_becomes_an_id(name: str, id_: str) -> None:
    assert kebab(name) == id_


def test_an_id_and_a_title_of_ones_own(tmp_path: Path) -> None:
    made = make(tmp_path / "Våre reiser", ("en",), "trips", 'A "title": # {x}\n  PACK-ID')
    policy, faults = check(made.path)
    assert policy is not None, faults
    assert (made.id, made.derived, policy.id) == ("trips", False, "trips")
    assert policy.title == {"en": 'A "title": # {x} PACK-ID'}


@pytest.mark.parametrize(
    ("languages", "id_", "title", "said"),
    [
        ((), None, None, "--lang: write one language or more, such as nb,en"),
        (("norsk",), None, None, "--lang: `norsk` is no language: write its code, such as nb or en"),
        (("id",), None, None, "--lang: `id` is a sentence's own key: write the language's longer code, such as ind"),
        (("nb", "nb"), None, None, "--lang: `nb` stands there twice"),
        (
            ("nb",),
            "Våre Reiser",
            None,
            "--id: `Våre Reiser` is not small letters, digits and hyphens: write vare-reiser",
        ),
        (("nb",), None, " ", "--title: write what the policy is called, in letters that can be shown"),
        (("nb",), None, "a\x1b[31m", "--title: write what the policy is called, in letters that can be shown"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_written(
    languages: tuple[str, ...], id_: str | None, title: str | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidCall) as refused:
        make(tmp_path / "travel", languages, id_, title)
    assert str(refused.value) == said
    assert list(tmp_path.iterdir()) == []


def test_a_directory_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidCall) as refused:
        make(tmp_path, ("nb",))
    assert str(refused.value) == f"`{tmp_path}` is not empty, and nothing is overwritten: name a new directory"
    assert _files(tmp_path) == {"notes.txt"}


def test_an_empty_directory_may_hold_a_history_but_no_schemas(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, ("nb",), "p")
    with pytest.raises(InvalidCall, match="is not empty"):
        make(tmp_path, ("nb",), "p")
    other = tmp_path / "other"
    (other / ".policycheck").mkdir(parents=True)
    with pytest.raises(InvalidCall, match="is not empty"):
        make(other, ("nb",))


def test_a_file_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "travel").write_text("", encoding="utf-8")
    with pytest.raises(InvalidCall) as refused:
        make(tmp_path / "travel", ("nb",))
    assert str(refused.value) == f"`{tmp_path / 'travel'}` is a file: name a new directory"
    with pytest.raises(InvalidCall) as refused:
        make(tmp_path / "travel" / "below", ("nb",))
    assert str(refused.value) == f"`{tmp_path / 'travel/below'}` cannot be written: Not a directory"


def test_a_place_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(InvalidCall) as refused:
        make(tmp_path / "travel", ("nb",))
    assert str(refused.value) == f"`{tmp_path / 'travel'}` cannot be written: Permission denied"
