"""The people's side: channels, dialogue, the command line."""
