"""The rules, each in its own module: from what differs to findings."""
