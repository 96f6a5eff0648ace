"""What tests need around a simulated gateway: virtual time, names, a network and pytest fixtures."""
