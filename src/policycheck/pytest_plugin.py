"""Runs the cases of packs as tests of pytest: each case is an item of its file.

pytest loads this in every run of a place where policycheck is installed, so nothing else is imported before a pack is
named: in the ini option `policycheck_packs`, or by `--policycheck PACK`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from os.path import abspath, realpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from policycheck.author.cases import Case
    from policycheck.faults import Fault
    from policycheck.policy import Policy

INI, OPTION = "policycheck_packs", "--policycheck"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where packs are named."""
    parser.addini(INI, "Packs whose cases are run: paths below the root directory, or ids.", "linelist", default=[])
    parser.getgroup("policycheck").addoption(
        OPTION, metavar="PACK", action="append", default=[], help="Run the cases of a pack: its path, or its id."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Does nothing unless a pack is named."""
    listed, given = config.getini(INI), config.getoption(OPTION, default=[])
    if not listed and not given:
        return
    packs: dict[Path, Pack] = {}
    explicit = config.args_source is config.ArgsSource.ARGS
    for name in given:
        pack = _found(name, config.invocation_params.dir, OPTION)
        pack.whole = not _named_by_path(pack, config)
        packs.setdefault(pack.path, pack)
    for name in listed:
        pack = _found(name, config.rootpath, INI)
        pack.whole = not explicit
        packs.setdefault(pack.path, pack)
    config.pluginmanager.register(Cases(list(packs.values())), "policycheck-cases")


def _found(name: str, below: Path, where: str) -> Pack:
    from policycheck.faults import InvalidCall
    from policycheck.harmless import clean
    from policycheck.pack.shipped import shipped_packs
    from policycheck.policy import find_pack

    own = name not in shipped_packs() and (below / name).exists()
    try:
        path = Path(abspath(find_pack(below / name if own else name)))
    except InvalidCall as error:
        raise pytest.UsageError(clean(f"{where}: {error}")) from None
    pack = Pack(name, path)
    if not pack.files:
        raise pytest.UsageError(clean(f"{where}: the pack `{name}` has no cases: write them below `cases/`"))
    return pack


def _named_by_path(pack: Pack, config: pytest.Config) -> bool:
    """Whether some of a pack's files of cases are asked for themselves: then no others are run."""
    asked = [abspath(config.invocation_params.dir / arg.split("::")[0]) for arg in config.args]
    return any(Path(path).is_relative_to(pack.path / "cases") for path in asked)


class Pack:
    """A pack whose cases are run, loaded when the first of its files is collected."""

    def __init__(self, name: str, path: Path) -> None:
        from policycheck.author.cases.files import case_files

        self.name, self.path = name, path
        self.files = case_files(path)[0] if path.is_dir() else []
        self.whole = True
        """Whether all its cases are run, wherever they are; else those that a path leads to."""
        self._loaded: tuple[Policy, tuple[Case, ...], tuple[Fault, ...]] | None = None
        self._broken: str | None = None
        self._told_by: Path | None = None

    def cases(self, file: Path) -> tuple[Policy, list[Case]]:
        """The policy and the cases of a file; `CollectError` for faults, those of the pack told by one file alone."""
        from policycheck.author.cases import load_cases
        from policycheck.faults import InvalidPack, PolicyCheckError
        from policycheck.harmless import clean
        from policycheck.policy import load

        if self._loaded is None and self._broken is None:
            try:
                policy = load(self.path)
                self._loaded = policy, *load_cases(policy)
            except PolicyCheckError as error:
                self._broken, self._told_by = str(error), file
        if self._loaded is None:
            other = f"the pack `{self.name}` has faults: see the first of its files of cases"
            raise pytest.Collector.CollectError(clean(self._broken or "") if file == self._told_by else clean(other))
        policy, cases, faults = self._loaded
        self._told_by = self._told_by or file
        name, names = self._name(file), {self._name(one) for one in self.files}
        of_no_file = [fault for fault in faults if fault.span.source.name not in names]
        of_file = [fault for fault in faults if fault.span.source.name == name]
        if told := (of_no_file if file == self._told_by else []) + of_file:
            raise pytest.Collector.CollectError(clean(str(InvalidPack(told))))
        return policy, [case for case in cases if case.file == name]

    def _name(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()


class Cases:
    """The plugin itself, where packs are named."""

    def __init__(self, packs: list[Pack]) -> None:
        self.of = {file: pack for pack in packs for file in pack.files}
        self._real = {realpath(file): file for file in self.of}

    @pytest.hookimpl(hookwrapper=True)  # the old way, which every pytest knows
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, None]:
        """Adds the files of packs that are run whole, wherever tests are looked for."""
        outcome = yield
        report: pytest.CollectReport = outcome.get_result()
        if isinstance(collector, pytest.Session) and report.passed:
            added = [_file(file, pack, collector) for file, pack in self.of.items() if pack.whole]
            report.result = [*report.result, *added]

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """A file of cases that a path leads to."""
        file = file_path if file_path in self.of else self._real.get(realpath(file_path))
        pack = None if file is None else self.of[file]
        return None if file is None or pack is None or pack.whole else _file(file_path, pack, parent, file)


def _file(path: Path, pack: Pack, parent: pytest.Collector, file: Path | None = None) -> CasesFile:
    """A file of cases by the path that leads to it, which may go over a link; `file` is as the pack has it."""
    found: CasesFile = CasesFile.from_parent(parent, path=path)
    found.pack, found.file = pack, file or path
    return found


class CasesFile(pytest.File):
    """A file of cases."""

    pack: Pack
    file: Path

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each case."""
        from policycheck.harmless import clean

        policy, cases = self.pack.cases(self.file)
        for case in cases:
            item: CaseItem = CaseItem.from_parent(self, name=" ".join(clean(case.name).split()))
            item.case, item.policy = case, policy
            yield item


class CaseItem(pytest.Item):
    """A case: it fails where an outcome is not the one expected."""

    case: Case
    policy: Policy

    def runtest(self) -> None:
        """Judges the records of the case."""
        from policycheck.author.cases import run
        from policycheck.author.cases.summary import spoken_to_authors, told
        from policycheck.engines.registry import DEFAULT
        from policycheck.faults import PolicyCheckError
        from policycheck.harmless import clean

        try:
            result = run(self.case, self.policy, DEFAULT)
        except PolicyCheckError as error:
            raise CaseFailed(clean(str(error))) from None
        if not result.passed:
            place = f"{self.nodeid.split('::')[0]}:{self.case.line}"
            raise CaseFailed(clean("\n".join([*told(result, spoken_to_authors(self.policy)), "", place])))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **words: Any) -> Any:
        """What differs, and why, without a traceback."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **words)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case begins."""
        return self.path, self.case.line - 1, self.name


class CaseFailed(Exception):
    """A case that does not give what it expects; what is told of it."""
