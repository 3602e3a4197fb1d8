"""Weaknesses of a pack beyond its faults: found, silenced with a reason, mended where that is certain."""

from policycheck.author.lint.document import document
from policycheck.author.lint.fix import Mending, fix
from policycheck.author.lint.lint import Lint, Silenced, lint
from policycheck.author.lint.registry import KNOWN
from policycheck.author.lint.weakness import Weakness

__all__ = ["KNOWN", "Lint", "Mending", "Silenced", "Weakness", "document", "fix", "lint"]
