"""From data to typed tables, with every cell that could not be read named."""
