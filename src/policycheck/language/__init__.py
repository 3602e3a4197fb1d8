"""The policy language: types, the typed tree, and the checks that lead from a pack to a rulebook."""
