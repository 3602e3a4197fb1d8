"""A workbook to fill in: a sheet for each record type, with what its columns take, and a guide in front."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from policycheck.author.example import rows_of
from policycheck.author.template.choices import Choices
from policycheck.author.template.guidance import write_guide
from policycheck.author.template.plan import plan, tidy
from policycheck.author.template.record_sheet import write_sheet
from policycheck.author.template.styles import DARK, Styles
from policycheck.faults import InvalidCall
from policycheck.language.texts import in_language
from policycheck.pack.shipped import shipped_packs
from policycheck.policy import Policy
from policycheck.records.tables import Records

ENDING = ".xlsx"
MOST_TITLE = 200
"""Characters of the title in a workbook's properties."""
CREATED = datetime(2000, 1, 1)
"""When every workbook says it was made, so that the same policy gives the same bytes."""


def template(policy: Policy, language: str | None = None, records: Records | None = None) -> bytes:
    """A workbook for the records of a policy: empty, or with some in it.

    `language` is by default the policy's first. `InvalidCall` where XlsxWriter is not installed, or where a record
    holds what no cell can.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise InvalidCall("a workbook is written by XlsxWriter: pip install 'policycheck[excel]'") from None
    layout = plan(policy.rulebook, language or policy.languages[0])
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        title = in_language(policy.title, layout.language, policy.id)
        book.set_properties(
            {"title": tidy(title)[:MOST_TITLE], "comments": f"{policy.id} {policy.version}", "created": CREATED}
        )
        styles, choices = Styles(book, layout.language), Choices(layout)
        guide = book.add_worksheet(layout.guide)
        guide.set_tab_color(DARK)
        write_guide(guide, layout, styles, pack_word(policy))
        for sheet in layout.sheets:
            rows = rows_of(records, sheet.type.name) if records is not None else ()
            write_sheet(book.add_worksheet(sheet.name), sheet, choices, styles, rows)
        lists = book.add_worksheet(layout.lists)
        choices.write(lists)
        lists.hide()
    return content.getvalue()


def pack_word(policy: Policy) -> str:
    """What the command line calls a pack: its id where it is shipped, else the name of its file or directory."""
    shipped = shipped_packs().get(policy.id)
    here = policy.path.resolve()
    return policy.id if shipped is not None and shipped.resolve() == here else here.name


def check_target(path: Path, force: bool) -> None:
    """`InvalidCall` where no workbook can or may be written: another ending, or a file that is there already."""
    if path.suffix.lower() != ENDING:
        raise InvalidCall(f"--output: `{path}` does not end in `{ENDING}`: a workbook is written as Excel's own format")
    if path.exists() and not force:
        raise InvalidCall(
            f"--output: `{path}` is there already: give another name, or --force to replace what is in it"
        )


def save(content: bytes, path: Path, force: bool) -> None:
    """Writes a workbook; one that is there already is replaced only by force."""
    check_target(path, force)
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except PermissionError as error:
        raise InvalidCall(
            f"--output: `{path}` cannot be written: {error.strerror}; is it open in another program?"
        ) from None
    except OSError as error:
        raise InvalidCall(f"--output: `{path}` cannot be written: {error.strerror}") from None
