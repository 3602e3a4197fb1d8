"""A policy as a small site that its owner reads, searches and signs off: plain files, without a server or a network."""

from policycheck.author.site.folder import is_current, save
from policycheck.author.site.pages import site

__all__ = ["is_current", "save", "site"]
