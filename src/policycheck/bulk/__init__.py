"""Records in tables of any size, judged where they are: counts and findings without a loop over records in Python."""
