"""The C library behind durable-rules, loaded without its host: the host starts threads, and hides what goes wrong."""

from __future__ import annotations

import importlib
import os
import sys
from threading import Lock
from typing import Protocol, cast

from policycheck.faults import EngineUnavailable

_LIBRARY = "durable_rules_engine"
_LOADING = Lock()


class Library(Protocol):
    """What is used of the C library. A handle stands for a ruleset; every text is JSON."""

    def create_ruleset(self, name: str, definition: str, /) -> int:
        """The handle of a new ruleset."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Frees a ruleset; its states must be deleted before."""

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Frees a state; ends the process where no rule ever fired in it."""

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """What became of a fact (see `ruleset`), and the state that it is in."""

    def retract_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Takes the fact with an `id` out of a state."""

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """The state and the first rule that fired with the facts it fired on; None where none did."""

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """The next rule that fired; None behind the last."""


def library() -> Library:
    """The C library; `EngineUnavailable` where it cannot be loaded."""
    with _LOADING:
        found = sys.modules.get(_LIBRARY)
        if found is not None:
            return cast(Library, found)
        try:
            return cast(Library, _loaded())
        except ImportError as fault:
            raise EngineUnavailable("rete", _why(fault)) from fault


def _loaded() -> object:
    """The library, with symbols found when first called.

    It names functions that Python 3.13 no longer has. Only its callbacks for stores call them, and none is ever set.
    """
    flags = getattr(sys, "getdlopenflags", None)
    if flags is None:
        return importlib.import_module(_LIBRARY)
    before = flags()
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        return importlib.import_module(_LIBRARY)
    finally:
        sys.setdlopenflags(before)


def _why(fault: ImportError) -> str:
    if isinstance(fault, ModuleNotFoundError) and fault.name == _LIBRARY:
        return (
            "durable-rules is not installed: run `pip install durable-rules`, which needs a C compiler; the engines"
            " `python` and `reference` judge the same without it"
        )
    return (
        f"durable-rules cannot be loaded ({fault}): install it anew for this Python with"
        " `pip install --force-reinstall --no-binary :all: durable-rules`; the engines `python` and `reference`"
        " judge the same without it"
    )
