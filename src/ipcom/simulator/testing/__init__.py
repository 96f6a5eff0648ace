"""What tests need around a simulated gateway: virtual time, a name server, a network and pytest fixtures."""
