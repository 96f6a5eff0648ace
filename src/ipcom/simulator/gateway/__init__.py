"""The simulated gateway: connections, logins, replies and faults."""
