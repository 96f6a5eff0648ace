"""Figures of a bridge, for Prometheus."""
