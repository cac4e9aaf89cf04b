"""Keeps: the only room that knows SQLAlchemy."""
