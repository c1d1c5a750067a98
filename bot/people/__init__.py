"""Who is who: persons, the channels they write from, what they are bound to, what each may."""
