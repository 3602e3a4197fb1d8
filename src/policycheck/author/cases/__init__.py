"""A pack's own tests: read, run, told."""

from policycheck.author.cases.covered import covered
from policycheck.author.cases.run import Case, CaseResult, CaseShape, Difference, load_cases, run

__all__ = ["Case", "CaseResult", "CaseShape", "Difference", "covered", "load_cases", "run"]
