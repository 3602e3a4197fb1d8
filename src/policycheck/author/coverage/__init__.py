"""A policy's text with what becomes of each sentence, and what a newer text makes of it."""

from policycheck.author.coverage.compare import Comparison, compared
from policycheck.author.coverage.view import Coverage, covered

__all__ = ["Comparison", "Coverage", "compared", "covered"]
