"""Quality as numbers that may not fall: see `__main__`."""
