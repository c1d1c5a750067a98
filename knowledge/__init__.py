"""What the assistant knows, and how it answers."""
