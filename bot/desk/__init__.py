"""The follow-up queue: enterprises' problems from hand-in to rating."""
