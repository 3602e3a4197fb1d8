"""Excel workbooks: each sheet as it stands there, with what their reader does not tell."""
