"""From a rulebook and facts to outcomes. Engines know the typed tree and nothing of files or reports."""
