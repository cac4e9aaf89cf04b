"""Reads, compares and judges published policies. Pure: no network, no disk writes, no clock, no database."""
