"""Texts for a page: the key of a translation with its placeholders. The page has the words of its language."""

from collections.abc import Mapping

from ..devices.wording import placeholders
from ..library import Message

type Text = dict[str, str | dict[str, str]]


def text(category: str, key: str, values: Mapping[str, str] | None = None) -> Text:
    """Return a text; `key` is the whole path below the category."""
    return {"category": category, "key": key, "placeholders": dict(values or {})}


def exception_text(key: str, values: Mapping[str, str] | None = None) -> Text:
    """Return the text of an exception."""
    return text("exceptions", f"{key}.message", values)


def message_text(message: Message) -> Text | None:
    """Return a message of the library as a text, or None for an empty one."""
    return exception_text(message.code, placeholders(message.values)) if message.code else None
