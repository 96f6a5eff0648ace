"""One gateway and bus: which one an entry is about, the client for it, and what is remembered of it."""
