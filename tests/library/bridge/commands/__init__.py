"""The bridge without a broker: what its parts decide."""
