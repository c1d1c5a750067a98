"""What people thought of the answers, what stayed without one, and what staff answer to that."""
