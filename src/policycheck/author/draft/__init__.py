"""A first draft of a pack's text, from the policy as it is written."""

from policycheck.author.draft.draft import Draft, drafted, save

__all__ = ["Draft", "drafted", "save"]
