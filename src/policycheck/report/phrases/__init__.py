"""Conditions in words: `conditions.Phrases` walks the typed tree, `statement` lays out what it says."""
