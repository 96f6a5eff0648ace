"""How this project gets its tools, on any machine with a Python 3.11: no module here needs more than that."""
