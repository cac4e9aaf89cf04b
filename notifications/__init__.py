"""Tells: composes digests, renders them, and hands messages to channels."""
