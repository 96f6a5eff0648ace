"""The bridge with a real broker: what it hears comes through Mosquitto, and what it does is seen at the simulated gateway."""
