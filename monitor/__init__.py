"""Runs the house: settings, targets, the cycle, the daemon and the command line."""
