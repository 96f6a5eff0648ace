"""The names of mapped devices. The title of a subentry is the one name; one without a title is called by its output."""


def tidy_name(text: str) -> str:
    """Return a name without blanks around it or doubled in it; empty if nothing is left."""
    return " ".join(text.split())
