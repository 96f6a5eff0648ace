"""The reference of the library's public names, made from its source and docstrings."""
