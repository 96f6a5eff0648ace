"""Shutters on the command line: their moves, their calibration and the file that keeps both."""
