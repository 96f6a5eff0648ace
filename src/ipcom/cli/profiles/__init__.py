"""Profiles: one file that says how each of several gateways is reached; see docs/command-line.md, "Several gateways"."""
