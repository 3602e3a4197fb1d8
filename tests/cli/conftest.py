"""Running the command line, in a process of its own and in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from policycheck import cli

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en], currency: NOK}

text:
  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}
  - {id: "2", force: should, nb: "En reise bør være kort.", en: "A trip should be short."}
  - {id: "3", force: discretionary, nb: "En reise skal være nyttig.", en: "A trip must be useful."}

records:
  trip:
    label: {nb: Reise, en: Trip}
    fields:
      cost: {type: money, label: {nb: Kostnad, en: Cost}}
      days: integer
      start: date
      doubtful: boolean
      countries: {type: list, of: text}

parameters:
  most: {type: money, clause: "1", value: 1000, assumption: {nb: "Antatt.", en: "Assumed."}}
  longest: {type: integer, value: 5}
  season: {type: period, value: {from: 2020-01-01, until: 2030-01-01}}
  avoided: {type: list, of: text, value: [XX]}

rules:
  - id: cheap
    clauses: ["1"]
    about: trip
    modality: must
    require: cost <= param.most
    message: {nb: "Reisen koster {cost}; {param.most} er tillatt.", en: "The trip costs {cost}; {param.most} is allowed."}
  - {id: short, clauses: ["2"], about: trip, modality: should, when: present(days), require: days <= param.longest}
  - {id: in-season, clauses: ["1"], about: trip, modality: must, when: present(start), require: start in param.season}
  - id: allowed
    clauses: ["1"]
    about: trip
    modality: must
    when: present(countries)
    require: not intersects(countries, param.avoided)

judgements:
  - {id: useful, clauses: ["3"], about: trip, when: present(doubtful) and doubtful, question: {nb: "Nyttig?", en: "Useful?"}}
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def environment(**more: str) -> dict[str, str]:
    """The process's own, without what would change the output."""
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS", "LINES")}
    return {**kept, "PYTHONIOENCODING": "utf-8", **more}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the pack `trips.yaml`, in which the commands run."""
    (tmp_path / "trips.yaml").write_text(PACK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def data(place: Path) -> Callable[..., str]:
    """Writes trips to a data file and gives its name."""

    def write(text: str, name: str = "data.json") -> str:
        (place / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.fixture
def run(place: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in this process."""

    def command(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["policycheck", *words])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out.decode(), err.decode())

    return command


@pytest.fixture
def process(place: Path) -> Run:
    """Runs the command line in a process of its own."""

    def command(*words: str, **more: str) -> Ran:
        found = subprocess.run(
            [sys.executable, "-m", "policycheck", *words], capture_output=True, cwd=place, env=environment(**more)
        )
        return Ran(found.returncode, found.stdout.decode("utf-8", "replace"), found.stderr.decode("utf-8", "replace"))

    return command
