"""What is said of a client as a whole."""

import pytest

from ipcom import ConnectionLost, IPComClient
from ipcom.client.client_text import ClientText


async def test_a_client_that_was_not_started_says_so() -> None:
    client = IPComClient("192.168.1.20", username="demo", password="demo")
    assert client.connection.reason.code == ClientText.NOT_STARTED_YET.code
    with pytest.raises(ConnectionLost) as caught:
        await client.read()
    assert caught.value.code == ClientText.NOT_STARTED.code
    await client.close()
    assert client.connection.reason.code == ClientText.CLOSED.code
