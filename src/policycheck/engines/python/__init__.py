"""The python engine: a rulebook as one generated function, built as a syntax tree and compiled; the default."""

from __future__ import annotations

from policycheck.engines.python.program import PythonEngine

__all__ = ["PythonEngine"]
