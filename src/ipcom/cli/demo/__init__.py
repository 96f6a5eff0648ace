"""The demo: a simulated house in which somebody lives, seen live through a real connection."""
