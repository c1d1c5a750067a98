"""Writers: what was found, put into an answer."""
