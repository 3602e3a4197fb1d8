"""What stands in workbooks that their reader does not tell: errors, merged cells, and how far each sheet goes."""
