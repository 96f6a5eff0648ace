"""The simulated gateway: it serves connections in front of a house, with the faults that a test asks for."""
