"""Stories of bad days that take long."""
