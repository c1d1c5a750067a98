"""The indexes over the passages: lexical, and by meaning."""
