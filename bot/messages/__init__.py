"""What came in and what goes out, kept until done."""
