"""From files to a pack: our YAML profile, the shape of each item, the merging of files."""
