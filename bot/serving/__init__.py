"""`wuhao serve`: Telegram where a token is set, and the web, in one process."""
