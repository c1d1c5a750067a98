"""Projects: the ledger's rows, lookups, and status in plain Chinese."""
