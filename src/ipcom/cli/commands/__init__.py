"""The commands, one module for each. A module is imported when its command is used."""
