"""The policy as a script for people: one statement, or views, with what it reads and rests on at the top."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.decisions import Decided
from policycheck.engines.sql.declared import declared
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.names import Names
from policycheck.engines.sql.script import OUTCOMES, Script, script, statement
from policycheck.language.rulebook import RecordType, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER


def listing(rulebook: Rulebook, dialect: Dialect, given: Given, views: bool) -> str:
    """The script: as one query whose last table is every outcome; or as views, that of every outcome the last."""
    made = script(rulebook, dialect, given, declared)
    decided = Decided(rulebook, dialect, given)
    names = Names(dialect.name_limit)
    for name, _ in made.tables:
        names.take(name)
    for type_ in (*rulebook.types.values(), WAIVER, ASSESSMENT):
        names.take(type_.plural)
    whole = names.take(OUTCOMES)
    made.tables += decided.tables()
    rules = []
    for judged in made.judged:
        for rule in judged.columns:
            rules.append(names.take(rule))
            item = rulebook.item[rule]
            query = decided.outcomes(item, judged)
            query.add_comments([sql.comment(" ".join(item.clauses))])
            made.tables.append((rules[-1], query))
    last = _all(rules)
    body = _views(made, last, whole, dialect) if views else [dialect.write(statement(made.tables, last, dialect))]
    return "\n".join([*_header(rulebook, dialect, given, made), "", dialect.between.join(body) + ";", ""])


def _all(tables: list[str]) -> exp.Query:
    """Every outcome, rule by rule."""
    columns = ("type", "subject", "rule", "outcome")
    queries = [sql.select([sql.bare(word) for word in columns], sql.table(table)) for table in tables]
    found: exp.Query = queries[0]
    for query in queries[1:]:
        found = exp.Union(this=found, expression=query, distinct=False)
    return found


def _views(made: Script, last: exp.Query, name: str, dialect: Dialect) -> list[str]:
    tables = [*made.tables, (name, last)]
    found = []
    for view, query in tables:
        kept = dialect.barrier(query) if isinstance(query, exp.Select) else query
        found.append(dialect.write(exp.Create(this=sql.table(view), kind="VIEW", expression=kept)))
    return found


def _header(rulebook: Rulebook, dialect: Dialect, given: Given, made: Script) -> Iterator[str]:
    """What a reader should know, as comments."""
    yield _line(f"{rulebook.id} {rulebook.version}, for {dialect.title}")
    yield _line(rulebook.digest)
    for note in dialect.notes:
        yield _line(note)
    if not dialect.executed:
        yield _line(
            "Written and read back, never run by the project's tests on this database: try it before you rely on it."
        )
    yield _line(f"As of {given.today.isoformat()}." if given.today else "As of the day it is run.")
    for name in rulebook.parameters:
        if name in given.parameters:
            yield _line(f"  {name} = {_plain(given.parameters[name])}")
    yield _line("Reads, one row a record, keys without duplicates:")
    for type_ in _read(rulebook, made):
        yield _line(f"  {type_.plural}: {', '.join(f'{name} {_kind(dialect, type_, name)}' for name in type_.fields)}")


def _read(rulebook: Rulebook, made: Script) -> list[RecordType]:
    found = [relation.type for relation in made.relations if not relation.type.table]
    return [*found, *([WAIVER] if rulebook.rules else []), *([ASSESSMENT] if rulebook.judgements else [])]


def _kind(dialect: Dialect, type_: RecordType, name: str) -> str:
    return dialect.type(type_.fields[name].type).sql(dialect=dialect.writes)


def _plain(value: object) -> str:
    if value is None:
        return "missing"
    start, until = getattr(value, "start", ...), getattr(value, "until", ...)
    if start is not ...:
        return f"{start or ''}/{until or ''}"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _line(words: str) -> str:
    """One comment: whatever the words hold stays on it."""
    return "-- " + " ".join(words.split())
