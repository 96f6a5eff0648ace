"""The flows: their steps, their schemas, and the login that they try."""
