"""The gateway of an entry: its identity, its client, and what is remembered of it."""
