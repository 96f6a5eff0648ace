"""Tells what a page has set going that the link to its gateway is lost."""

from collections.abc import Callable

from ..library import ConnectionStatus, IPComClient


def when_link_is_lost(client: IPComClient, lost: Callable[[], None]) -> Callable[[], None]:
    """Call `lost` each time that the link is lost; return the way to stop that."""

    def changed(status: ConnectionStatus) -> None:
        if not status.online:
            lost()

    return client.subscribe_connection(changed)
