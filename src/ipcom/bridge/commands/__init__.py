"""From a message to what becomes of it."""
