"""The demo: a simulated house with an occupant, watched by a client over a real connection."""
