"""Writes a program over one rulebook: a function of facts that returns functions of records.

It sets up what is looked up once, and defines derivations and loops as inner functions. A derivation is computed once a
record, a loop that does not depend on the record once a call of the program.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from policycheck.collector import collector_at_rest
from policycheck.engines.facts import Facts
from policycheck.engines.python import tree as py
from policycheck.engines.python.emit import Emitter, Surroundings
from policycheck.engines.python.loops import Loops
from policycheck.engines.python.runtime import RUNTIME
from policycheck.language.ir import Derived, Flag, Node, walk
from policycheck.language.rulebook import Derivation, Rulebook


class Writer(ABC):
    """Writes the program of one rulebook; what it returns is a subclass's to say."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.shared = Surroundings(rulebook.types)
        self.loops = Loops(self.shared)

    @abstractmethod
    def roots(self) -> Iterable[Node]:
        """What the functions compute, so that the derivations below are written."""

    @abstractmethod
    def functions(self) -> Mapping[str, ast.FunctionDef]:
        """The functions that the program returns, by name."""

    def program(self) -> Callable[[Facts], dict[str, Any]]:
        """The program, compiled."""
        with collector_at_rest():
            code = compile(self.module(), f"<policy {self.rulebook.id}>", "exec")
        names: dict[str, object] = {"__builtins__": {}, **RUNTIME, **self.shared.constants}
        exec(code, names)  # noqa: S102  # the tree is built here from the checked policy; no text of a user is in it
        return names["program"]  # type: ignore[return-value]

    def module(self) -> ast.Module:
        """The module with its one function, `program(facts)`."""
        derived: list[ast.stmt] = [part for derivation in self._derivations() for part in self._derivation(derivation)]
        functions = self.functions()
        body: list[ast.stmt] = [py.assign(word, value) for word, value in self.shared.preamble.items()]
        body += [*self.loops.functions, *derived, *functions.values()]
        named = ast.Dict(
            [ast.Constant(name) for name in functions], [py.name(function.name) for function in functions.values()]
        )
        module = ast.Module([py.function("program", ["facts"], [*body, py.give(named)])], [])
        return py.located(module)

    def _derivations(self) -> Iterator[Derivation]:
        """The derivations that some root rests on."""
        pending = list(self.roots())
        seen = set()
        while pending:
            for node in walk(pending.pop()):
                if isinstance(node, Derived | Flag) and (node.record, node.name) not in seen:
                    seen.add((node.record, node.name))
                    derivation = self.rulebook.derivations[node.record, node.name]
                    pending += [derivation.value] if derivation.value else []
                    pending += [flag.condition for flag in derivation.flags.values()]
        return (derivation for at, derivation in self.rulebook.derivations.items() if at in seen)

    def _derivation(self, derivation: Derivation) -> Iterator[ast.stmt]:
        if derivation.value is not None:
            yield from self._memoised(derivation, None, derivation.value)
        for name, flag in derivation.flags.items():
            yield from self._memoised(derivation, name, flag.condition)

    def _memoised(self, derivation: Derivation, flag: str | None, node: Node) -> Iterator[ast.stmt]:
        """A function of a record that computes a value once."""
        word = self.shared.derived(derivation.record, derivation.name, flag)
        memo, emitter = self.shared.fresh("known"), Emitter(self.shared, self.loops.call)
        type_ = self.rulebook.types[derivation.record]
        key = py.index(py.name("row"), type_.key_column)
        yield py.assign(memo, ast.Dict([], []))
        yield py.function(
            word,
            ["row"],
            [
                py.assign("key", key),
                py.assign("found", py.call(py.attribute(py.name(memo), "get"), py.name("key"), py.name(memo))),
                py.when(py.compare(py.name("found"), ast.IsNot(), py.name(memo)), [py.give(py.name("found"))]),
                py.assign("found", emitter.value(node)),
                ast.Assign([ast.Subscript(py.name(memo), py.name("key"), ast.Store())], py.name("found")),
                py.give(py.name("found")),
            ],
        )
