"""The page on cases shows what is printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import policycheck as pc
from policycheck.author.cases import covered, load_cases, run
from policycheck.author.cases.matrix import matrix
from policycheck.author.cases.summary import summary

ROOT = Path(__file__).parents[3]


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    passing, failing, table = re.findall(
        r"```text\n(.*?)```", (ROOT / "docs" / "cases.md").read_text("utf-8"), re.DOTALL
    )
    pack = shutil.copytree(ROOT / "examples" / "library", tmp_path / "library")
    policy = pc.load(pack)

    def printed() -> str:
        return "".join(
            f"{line}\n" for line in summary([run(case, policy, "python") for case in load_cases(policy)[0]], "en")
        )

    assert printed() == passing
    lines = list(matrix(covered(load_cases(policy)[0], policy.rulebook), policy.rulebook, "en"))
    shown = [line for line in table.splitlines() if "…" not in line]
    assert [line for line in lines if line in shown] == shown
    file = pack / "cases" / "bookings.yaml"
    file.write_text(file.read_text("utf-8").replace("full: satisfied", "full: violated"), encoding="utf-8")
    assert printed() == failing
