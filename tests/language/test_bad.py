"""Packs that are wrong, and the whole text of what is said about each: `name.yaml` (or `name/`) beside `name.txt`.

`pytest tests/language/test_bad.py --record` writes the texts anew; read the diff with care.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.policy import check

BAD = Path(__file__).parent / "bad"
PACKS = sorted(path for path in BAD.iterdir() if path.is_dir() or path.suffix == ".yaml")


@pytest.mark.parametrize("pack", PACKS, ids=[path.stem for path in PACKS])
def test_every_fault_is_told_with_its_place(pack: Path, record: bool) -> None:
    policy, faults = check(pack)
    assert policy is None
    told = "\n".join(map(str, faults)).replace(str(BAD), "bad") + "\n"
    expected = BAD / f"{pack.stem}.txt"
    if record:
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_each_text_belongs_to_a_pack() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in PACKS}


def test_faults_are_sorted_by_place() -> None:
    for pack in PACKS:
        places = [(fault.span.source.name, fault.span.start) for fault in check(pack)[1]]
        assert places == sorted(places)
