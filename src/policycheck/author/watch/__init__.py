"""A pack checked and tested again on each save, with what the save changes."""

from policycheck.author.watch.change import Change, Changed, change
from policycheck.author.watch.loop import Watched
from policycheck.author.watch.memory import Memory
from policycheck.author.watch.state import State, checked, tried

__all__ = ["Change", "Changed", "Memory", "State", "Watched", "change", "checked", "tried"]
