"""The tables of a folder: a file or a folder of files for each record type, found by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policycheck.bulk.duckdb import READERS
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.headings import Headings
from policycheck.records.parquet import parts_of
from policycheck.spelling import did_you_mean


def tables_in(rulebook: Rulebook, folder: Path, empty: Iterable[str] = ()) -> dict[str, object]:
    """The path of each table in a folder, by the plural of its records; those of `empty` have none.

    `InvalidCall` for a folder that is not there, two files for one table, or a file whose name is no record type's.
    """
    if not folder.is_dir():
        raise InvalidCall(f"--bulk: `{folder}` is no folder: name one with a file or a folder for each kind of record")
    types = {type_.name: type_ for type_ in (*rulebook.records.values(), WAIVER, ASSESSMENT)}
    plurals = [type_.plural for type_ in types.values()]
    words = Headings(types.values(), rulebook.languages).sheets
    found: dict[str, object] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or not (path.is_dir() or path.suffix.lower() in READERS):
            continue
        if path.is_dir() and not any(True for _ in parts_of(path)):
            continue
        names = words.find(path.stem if path.is_file() or path.suffix.lower() in READERS else path.name)
        if len(names) != 1:
            known = ", ".join(plurals)
            raise InvalidCall(f"--bulk: `{path}` is named after no kind of record: the policy has {known}")
        plural = types[names[0]].plural
        if plural in found:
            raise InvalidCall(
                f"--bulk: both `{found[plural]}` and `{path}` are {plural}: put their parts into one folder"
            )
        found[plural] = str(path)
    for name in empty:
        if name not in plurals or name == PORTFOLIO:
            raise InvalidCall(f"--empty: unknown table `{name}`: {did_you_mean(name, plurals)}")
        if name in found:
            raise InvalidCall(f"--empty: `{found[name]}` is there: take one of the two away")
        found[name] = None
    lacking = [
        type_.plural for type_ in rulebook.records.values() if type_.name != PORTFOLIO and type_.plural not in found
    ]
    if lacking:
        options = " ".join(f"--empty {name}" for name in lacking)
        raise InvalidCall(
            f"--bulk: `{folder}` has no {', '.join(lacking)}: add the files, or have them judged as empty: {options}"
        )
    return found
