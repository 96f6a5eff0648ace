"""The houses of `ipcom bridge`."""
