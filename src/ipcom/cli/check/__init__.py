"""The checks of an installation: login, update rate, round trips and a write test."""
