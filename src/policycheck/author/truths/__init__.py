"""Which of true, false and unknown a condition can be at all, whatever the data: told from types and words alone."""

from policycheck.author.truths.truths import can_be_unknown, truths

__all__ = ["can_be_unknown", "truths"]
