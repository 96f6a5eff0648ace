"""The connections to a broker, and what waits for them."""
