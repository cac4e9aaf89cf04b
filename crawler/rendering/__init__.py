"""Pages that show their text only with JavaScript: drawn by a fenced browser in a process of its own."""
