"""What a page of a report tells, in what order and how much of it: HTML and Markdown show the same."""
