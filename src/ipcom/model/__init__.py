"""What an installation consists of: addresses, values, devices. Pure: no clock, no network, no log."""
