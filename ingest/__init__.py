"""Files and ledgers become knowledge."""
