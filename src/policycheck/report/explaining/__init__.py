"""EXPLAIN: the condition in words, the values that decided it, and what would change it; a module a question."""
