"""Writes a small working pack with its cases, and the schemas that help editors with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from policycheck.author.new import messages as say
from policycheck.author.new.filling import filled
from policycheck.author.new.naming import kebab
from policycheck.author.schema import CASES_FILE, PACK_FILE, cases_schema, modeline, pack_schema, written
from policycheck.pack.search import CASES
from policycheck.pack.shape import ClauseShape

_SCHEMAS = ".policycheck"
"""Where a pack keeps its schemas: what is hidden is not read as part of it."""
_FILES = ("policy.yaml", "text.yaml", "records.yaml", "parameters.yaml", "rules/first.yaml", f"{CASES}/first.yaml")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Made:
    """A pack that was written."""

    path: Path
    id: str
    derived: bool
    """Whether the id is the directory's name made fit."""
    files: tuple[str, ...]


def make(path: Path, languages: Sequence[str], id_: str | None = None, title: str | None = None) -> Made:
    """Writes a pack into a directory that is not there yet, or is empty; `InvalidCall` where it cannot be."""
    name = path.resolve().name
    if id_ is not None and not _ID.fullmatch(id_):
        raise say.bad_id(id_, kebab(id_))
    _check_languages(languages)
    told = " ".join(title.split()) if title is not None else None
    if told is not None and not (told and told.isprintable()):
        raise say.bad_title()
    made = Made(path, id_ or kebab(name), id_ is None and kebab(name) != name, _FILES)
    _check_target(path)
    contents = dict(_contents(made.id, told, languages))
    try:
        for file, text in contents.items():
            (path / file).parent.mkdir(parents=True, exist_ok=True)
            with (path / file).open("x", encoding="utf-8", newline="\n") as target:
                target.write(text)
    except OSError as error:
        raise say.not_written(path, error) from None
    return made


def _contents(id_: str, title: str | None, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every file by its name within the pack."""
    templates = files(__package__).joinpath("templates")
    for file in _FILES:
        schema = CASES_FILE if file.startswith(f"{CASES}/") else PACK_FILE
        up = "../" * (len(PurePosixPath(file).parts) - 1)
        text = filled(templates.joinpath(file).read_text(encoding="utf-8"), id_, title, languages)
        yield file, f"{modeline(f'{up}{_SCHEMAS}/{schema}')}\n{text}"
    yield f"{_SCHEMAS}/{PACK_FILE}", written(pack_schema())
    yield f"{_SCHEMAS}/{CASES_FILE}", written(cases_schema())


def _check_languages(languages: Sequence[str]) -> None:
    for at, language in enumerate(languages):
        if not _LANGUAGE.fullmatch(language):
            raise say.bad_language(language)
        if language in ClauseShape.model_fields:
            raise say.language_is_a_key(language)
        if language in languages[:at]:
            raise say.language_twice(language)
    if not languages:
        raise say.no_language()


def _check_target(path: Path) -> None:
    """Nothing that is there already is touched; what is hidden, such as a history of versions, may be there."""
    try:
        there = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
    except NotADirectoryError:
        raise say.a_file(path) from None
    except OSError as error:
        raise say.not_written(path, error) from None
    if _SCHEMAS in there or not all(name.startswith(".") for name in there):
        raise say.not_empty(path)
