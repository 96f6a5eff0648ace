"""Devices that come from files and from earlier integrations."""
