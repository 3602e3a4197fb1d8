"""What the author of a pack uses: its cases."""
