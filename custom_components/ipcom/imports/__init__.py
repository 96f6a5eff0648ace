"""Imports: from a devices.yaml, from configuration.yaml and from the earlier integration."""
