"""Presses at the wall, told from what the reads of the outputs show; pure."""
