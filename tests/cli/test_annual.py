"""The command that writes the report on a year."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Data = Callable[..., str]
YEAR = ("--from", "2026-01-01", "--until", "2027-01-01")
TRIPS = '{"trips": [{"id": "T", "cost": 9000, "days": 9}, {"id": "U", "start": "2026-05-01"}]}'


def test_markdown_is_printed_and_what_is_found_changes_no_exit_code(run: Run, data: Data) -> None:
    found = run("report", "trips.yaml", data(TRIPS), *YEAR)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("# Årsrapport: Reiser\n\n- **Periode:** 01.01.2026 til og med 31.12.2026\n")
    assert "- **Reise T:** Reisen koster 9\u00a0000\u00a0kr; 1\u00a0000\u00a0kr er tillatt." in found.out


def test_in_another_language_with_other_values(run: Run, data: Data) -> None:
    found = run("report", "trips.yaml", data(TRIPS), *YEAR, "--lang", "en", "--set", "most=9000", "--engine", "rete")
    assert (
        "## Breaches\n\nNo breach was found.\n\n"
        "Outcomes that cannot be decided, and may be breaches: 1. See “What is missing”.\n"
    ) in found.out
    set_here = "set for this report; the policy has NOK\u00a01,000, with this assumption"
    assert f"| most | NOK\u00a09,000 ({set_here}) | Assumed. | 1 |" in found.out


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        ((), "report.md", "# Årsrapport"),
        ((), "report.txt", "# Årsrapport"),
        ((), "report.html", "<!doctype html>"),
        ((), "REPORT.HTML", "<!doctype html>"),
        (("--format", "html"), "report.txt", "<!doctype html>"),
        (("--format", "markdown"), "report.html", "# Årsrapport"),
    ],
)
def test_what_is_written_goes_by_the_format_or_the_ending(
    run: Run, data: Data, place: Path, words: tuple[str, ...], name: str, begins: str
) -> None:
    found = run("report", "trips.yaml", data(TRIPS), *YEAR, *words, "--output", name)
    assert (found.code, found.out, found.err) == (0, "", "")
    assert (place / name).read_text(encoding="utf-8").startswith(begins)


def test_it_is_judged_on_the_last_day_or_today_or_as_one_says(run: Run, data: Data) -> None:
    name = data(TRIPS)
    over = run("report", "trips.yaml", name, "--from", "2020-01-01", "--until", "2021-01-01")
    assert "- **Vurdert per:** 31.12.2020\n" in over.out
    ahead = (date.today() + timedelta(400)).isoformat()
    before, found = date.today(), run("report", "trips.yaml", name, "--from", "2026-01-01", "--until", ahead)
    assert any(f"- **Vurdert per:** {day:%d.%m.%Y}\n" in found.out for day in (before, date.today()))
    said = run("report", "trips.yaml", name, *YEAR, "--today", "2026-03-01")
    assert "- **Vurdert per:** 01.03.2026\n" in said.out


def test_changes_since_the_report_that_check_wrote(run: Run, data: Data) -> None:
    run("check", "trips.yaml", data(TRIPS), "--today", "2025-11-01", "--format", "json", "--output", "before.json")
    later = data('{"trips": [{"id": "T", "cost": 900, "days": 9}, {"id": "U", "start": "2026-05-01"}]}')
    found = run("report", "trips.yaml", later, *YEAR, "--previous", "before.json")
    told = found.out.partition("## Endringer siden forrige rapport\n")[2]
    assert "Forrige rapport er vurdert per 01.11.2025 etter versjon 1." in told
    assert (
        "| Reise T | Reisen koster 9\u00a0000\u00a0kr; 1\u00a0000\u00a0kr er tillatt. (cheap) | brudd | oppfylt |"
        in told
    )


def test_faults_in_the_data_are_told_in_the_paper(run: Run, data: Data) -> None:
    found = run("report", "trips.yaml", data('{"trips": [{"id": "T", "cost": "mye"}]}'), *YEAR)
    assert found.code == 0
    assert "> **Noen opplysninger kunne ikke leses (1)" in found.out
    assert "## Feil i opplysningene\n" in found.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from", "soon", "--until", "2027-01-01"), "--from: `soon` is not a date: write 2026-11-01"),
        (("--from", "2026-01-01", "--until", "2026"), "--until: `2026` is not a date: write 2026-11-01"),
        (
            ("--from", "2026-01-01", "--until", "2026-01-01"),
            "--until: `2026-01-01` is not after --from: give the first day behind the period",
        ),
        ((*YEAR, "--format", "htm"), "--format: unknown `htm`: did you mean `html`?"),
        ((*YEAR, "--lang", "fr"), "--lang: the policy has no `fr`: it has nb, en"),
        ((*YEAR, "--today", "x"), "--today: `x` is not a date: write 2026-11-01"),
        (
            (*YEAR, "--output", "data.json"),
            "--output: `data.json` is among what is read: give the report a name of its own",
        ),
        ((*YEAR, "--output", "report.csv"), "--output: `report.csv` is a name for data, and this is text: give it a name such as report.txt"),
        ((*YEAR, "--previous", "none.json"), "the previous report `none.json` cannot be read: No such file or directory"),
        (
            (*YEAR, "--previous", "data.json"),
            "the previous report is no report of policycheck: its `schema` is not `policycheck/report/1`;"
            " write one with: policycheck check PACK DATA --format json --output report.json",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_nothing_is_written(run: Run, data: Data, words: tuple[str, ...], message: str) -> None:
    found = run("report", "trips.yaml", data(TRIPS), *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")


def test_another_policy_s_report_is_refused(run: Run, data: Data, place: Path) -> None:
    run("check", "trips.yaml", data(TRIPS), "--format", "json", "--output", "before.json")
    document = json.loads((place / "before.json").read_text(encoding="utf-8"))
    document["policy"]["id"] = "voyages"
    data(json.dumps(document), "before.json")
    found = run("report", "trips.yaml", data(TRIPS), *YEAR, "--previous", "before.json")
    assert (found.code, found.err) == (
        2,
        "policycheck: the previous report is of another policy, `voyages`; this is `trips`\n",
    )
