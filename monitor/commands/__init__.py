"""The commands, one module each, with its `command`; the list is in `monitor.cli`."""
