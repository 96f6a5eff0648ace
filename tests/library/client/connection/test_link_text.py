"""What the link says when there is none: a code for each kind of reason."""

from errno import ECONNREFUSED, ECONNRESET, EHOSTUNREACH, ENETUNREACH

import pytest

from ipcom import IPComClient, IPComError


def failing(errors: list[OSError]) -> IPComClient:
    """Return a client to whose gateway no connection can be made."""

    async def connect(_address: str, _port: int) -> object:
        raise errors[0]

    return IPComClient("192.168.1.20", username="demo", password="demo", connector=connect)  # type: ignore[arg-type]


@pytest.mark.virtual_time
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(ECONNREFUSED, "Connection refused"), "connect_refused"),
        (OSError(EHOSTUNREACH, "No route to host"), "host_unreachable"),
        (OSError(ENETUNREACH, "Network is unreachable"), "host_unreachable"),
        (TimeoutError(), "connect_unanswered"),
        (OSError(ECONNRESET, "Connection reset"), "connect_failed"),
        (OSError("odd"), "connect_failed"),
    ],
)
async def test_a_connection_that_cannot_be_made_has_a_code(error: OSError, code: str) -> None:
    client = failing([error])
    try:
        with pytest.raises(IPComError) as caught:
            await client.start()
        assert (caught.value.code, caught.value.values) == (code, {"gateway": "192.168.1.20:5000"})
        assert client.connection.reason.code == client.statistics.last_error.code == code
    finally:
        await client.close()
    assert client.connection.reason.code == "closed"
