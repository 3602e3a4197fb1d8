"""What judging tables by the million costs, beside SQL by hand: run `python bench/bulk/run.py`."""
