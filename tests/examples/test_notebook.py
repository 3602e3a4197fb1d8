"""The notebook runs from top to bottom, and shows what it says it shows."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
TIME = 120
"""Seconds that a cell may take."""


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The cells with what they show, run by this Python whatever kernels there are."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for needed in ("ipykernel", "pandas", "altair"):
        pytest.importorskip(needed)
    home = tmp_path_factory.mktemp("jupyter")
    kernel = home / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": command, "display_name": "this", "language": "python"}), encoding="utf-8")
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home))
        resources = {"metadata": {"path": str(EXAMPLES)}}
        nbclient.NotebookClient(notebook, timeout=TIME, kernel_name="python3", resources=resources).execute()
    found: list[Any] = notebook.cells
    return found


def shown(cells: list[Any], source: str, kind: str = "text/plain") -> str:
    """What the cell that ends so shows, as a kind of content."""
    (cell,) = [cell for cell in cells if cell.cell_type == "code" and cell.source.endswith(source)]
    (output,) = cell.outputs
    assert output.output_type == "execute_result", output
    return str(output.data[kind])


def test_the_notebook_is_kept_without_what_it_shows() -> None:
    kept = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code)


def test_each_cell_shows_one_thing(cells: list[Any]) -> None:
    for cell in cells:
        if cell.cell_type == "code":
            assert [output.output_type for output in cell.outputs] == ["execute_result"], cell.source


def test_the_policy_the_rule_and_the_report_show_themselves(cells: list[Any]) -> None:
    assert "<b>Retningslinjer for internasjonalt samarbeid" in shown(cells, "\npolicy", "text/html")
    assert "As a general rule the twin towns" in shown(cells, "\nquota", "text/html")
    assert "ikke i samsvar" in shown(cells, "report", "text/html").lower()


def test_what_is_asked_is_answered(cells: list[Any]) -> None:
    assert shown(cells, 'report.counts["outcomes"]').startswith("('non_compliant',")
    assert "visit-quota[out]" in shown(cells, ".head(8)")
    assert shown(cells, ".value_counts().head(5)").splitlines()[:3] == ["clauses", "4-p4       2", "4-p5       2"]
    assert "sdgs-stated                         86%" in shown(cells, '.map("{:.0%}".format)')


def test_three_charts_are_drawn(cells: list[Any]) -> None:
    for kind in ("matrix", "clauses", "quota"):
        (page,) = [shown([cell], "", "text/html") for cell in cells if f'report.plot("{kind}"' in cell.source]
        assert "vega-lite" in page


def test_why_and_what_if(cells: list[Any]) -> None:
    explained = shown(cells, 'report.explain(finding, "en")', "text/html")
    assert "visit-quota[out]" in explained
    assert "As a general rule the twin towns" in explained
    changed = shown(cells, 'result_names=("before", "after"))').split()
    assert changed[-6:] == ["project", "P-15", "non_compliant", "compliant", "violated", "satisfied"]
    raised = shown(cells, '"raised": raised.counts["outcomes"]})').splitlines()
    assert [line.split() for line in raised if line.startswith("violated")] == [["violated", "11", "9"]]
