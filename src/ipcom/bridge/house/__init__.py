"""One house on a broker: its gateway, its connections, its states, and what others add."""
