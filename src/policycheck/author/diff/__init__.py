"""What changed in meaning between two versions of a policy, in words, and what that does to some data."""

from policycheck.author.diff.changes import compared, difference
from policycheck.author.diff.pair import Pair

__all__ = ["Pair", "compared", "difference"]
