"""`python -m policycheck`: the command line."""

from __future__ import annotations

from policycheck.cli import main

main()
