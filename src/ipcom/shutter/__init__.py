"""A shutter as a thing with a position: two relays, no feedback, and a motor that must not be hurt."""
