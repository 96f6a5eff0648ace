"""The terminal: options, output, errors, signals and tables. It knows nothing of commands, shutters or checks."""
