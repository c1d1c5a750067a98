"""Slow and faulty days, run by hand."""
