"""Answers that staff wrote: asked first, with their sources and their own validity."""
