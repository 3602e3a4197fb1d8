"""One ruleset of durable-rules, guarded: what would end the process or be silently wrong cannot be asked of it.

Facts go in one at a time, under an `id` and a `sid` of ours, and are taken out again, so that nothing of one record
ever meets another's. There is one state; a first fact that always fires a rule stands at its beginning, because a
state in which no rule has fired cannot be freed. No action of ours runs inside the library: which rules fired is read
from it, and whatever goes wrong is raised.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping
from threading import Lock, RLock

from policycheck.engines.rete.binding import Library, library
from policycheck.faults import EngineUnavailable

SID = "0"
"""The one state."""
BEGUN = "begun"
"""The rule that the first fact fires, and what that fact holds."""
HANDLED, NOT_HANDLED = 0, 1
"""What the library answers of a fact, and of one that no rule looks at; anything else is no answer to build on."""
_FIRST = json.dumps({"sid": SID, "id": 0, BEGUN: True})
_TAKE_FIRST = json.dumps({"sid": SID, "id": 0})
_TAKE = json.dumps({"sid": SID, "id": 1})
_TABLE = RLock()
"""Held while rulesets come and go: the library's table of them has no lock. It may be entered again, since freeing can
happen wherever Python collects garbage."""


class Ruleset:
    """Rules in durable-rules' own form, each a condition on one fact; safe to share between threads."""

    def __init__(self, name: str, conditions: Mapping[str, object]) -> None:
        """`conditions` are by the rule's name, as durable-rules takes them; `EngineUnavailable` if it refuses them."""
        self.name = name
        self._definition = json.dumps(definition(conditions))
        self._library = library()
        self._lock = Lock()
        self._free: weakref.finalize[..., Ruleset] | None = None
        self._clean = False
        """Whether the state holds nothing of an earlier fact; where it may, the ruleset is made anew."""
        self._open()

    def fired(self, inputs: str) -> list[str]:
        """The names of the rules that fire on a fact, each as often as it does.

        `inputs` is what the fact holds, as the inside of a JSON object behind a comma: `,"field_cost":5`.
        """
        with self._lock:
            if not self._clean:
                self._open()
            self._clean = False  # until the fact is out again: whatever happens meanwhile, Ctrl-C too
            try:
                found = self._fired(f'{{"sid":"{SID}","id":1{inputs}}}', _TAKE)
            except Exception as fault:
                raise EngineUnavailable("rete", f"durable-rules failed in `{self.name}`: {fault}") from fault
            self._clean = True
            return found

    def _fired(self, fact: str, take: str) -> list[str]:
        lib, handle = self._library, self._handle
        answer, state = lib.assert_fact(handle, fact)
        if answer == NOT_HANDLED:
            return []
        if answer != HANDLED:
            raise RuntimeError(f"it answers {answer} to a fact")
        found = []
        first = lib.start_action_for_state(handle, state)
        message = first[1] if first else None
        while message:
            found.append(message[2 : message.index('"', 2)])
            message = lib.complete_and_start_action(handle, state)
        lib.retract_fact(handle, take)
        return found

    def _open(self) -> None:
        """Makes the ruleset with its state, in place of an earlier one."""
        with _TABLE:
            try:
                if self._free is not None:
                    self._free()
                self._handle = self._library.create_ruleset(self.name, self._definition)
                begun: list[str] = []
                self._free = weakref.finalize(self, _freed, self._library, self._handle, begun)
                begun += self._fired(_FIRST, _TAKE_FIRST)
            except Exception as fault:
                raise EngineUnavailable("rete", f"durable-rules refuses `{self.name}`: {fault}") from fault
            if begun != [BEGUN]:
                raise EngineUnavailable("rete", f"durable-rules does not do as it should in `{self.name}`: {begun}")
            self._clean = True


def definition(conditions: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """A ruleset as durable-rules takes it, but for what its rules run."""
    every = {BEGUN: {BEGUN: True}, **conditions}
    return {name: {"all": [{"m": condition}]} for name, condition in every.items()}


def _freed(lib: Library, handle: int, begun: list[str]) -> None:
    with _TABLE:
        if begun:
            lib.delete_state(handle, SID)
        lib.delete_ruleset(handle)
