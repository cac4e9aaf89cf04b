"""How the tables came to be, step by step; a step imports nothing of ours, so that it still runs in five years."""
