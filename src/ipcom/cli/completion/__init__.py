"""Completion in bash, zsh and fish: commands, options, and the names of the devices; see docs/command-line.md."""
