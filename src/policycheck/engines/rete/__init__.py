"""The rete engine: a rulebook as rulesets of durable-rules, for cases that live."""

from __future__ import annotations

from policycheck.engines.rete.engine import ReteEngine

__all__ = ["ReteEngine"]
