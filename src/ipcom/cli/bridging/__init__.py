"""The houses of `ipcom bridge`, from the configuration file to the broker."""
