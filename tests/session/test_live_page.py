"""The page on live cases: its blocks run, and print what it says."""

from __future__ import annotations

import io
import re
from contextlib import chdir, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "live.md"
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def test_the_blocks_print_what_the_page_says(record: bool) -> None:
    page, names = PAGE.read_text(encoding="utf-8"), {"__name__": "page"}

    def run(block: re.Match[str]) -> str:
        said = io.StringIO()
        with chdir(ROOT), redirect_stdout(said):
            exec(compile(block[1], str(PAGE), "exec"), names)
        text = said.getvalue()
        return f"```python\n{block[1]}```\n" + (f"\n```text\n{text}```\n" if text else "")

    told = BLOCK.sub(run, page)
    if record:
        PAGE.write_text(told, encoding="utf-8")
    assert told == page or record
    assert len(BLOCK.findall(page)) >= 8
