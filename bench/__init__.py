"""What policycheck costs: run `python bench/run.py`."""
