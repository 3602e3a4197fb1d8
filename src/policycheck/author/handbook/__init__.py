"""A policy's page for its owner, made from a pack."""

from policycheck.author.handbook.document import handbook, is_current

__all__ = ["handbook", "is_current"]
