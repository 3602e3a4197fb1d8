"""Pages of HTML: self-contained, escaped, readable without scripts, without colour, on paper and on a phone."""
