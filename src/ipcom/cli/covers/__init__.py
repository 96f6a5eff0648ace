"""Shutters on the command line: moves, calibration and what is remembered of them."""
