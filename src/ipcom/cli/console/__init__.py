"""The terminal: options, output, errors, signals and tables."""
