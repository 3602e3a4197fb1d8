"""Live cases: records come, change and go, time passes, and each step is judged as far as it reaches."""

from __future__ import annotations

from policycheck.session.changes import Change, Decision
from policycheck.session.session import Session

__all__ = ["Change", "Decision", "Session"]
