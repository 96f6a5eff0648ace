"""Starting: one attempt for all callers, and one event loop for one client."""

import asyncio
import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ipcom.client.connection.clock import SystemClock
from ipcom.client.connection.counters import Counters
from ipcom.client.connection.punctuality import Punctuality
from ipcom.client.shared_start import SharedStart
from ipcom.client.status import ConnectionState
from ipcom.errors import CannotConnect, ConnectionLost, ConnectTimedOut
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.client.link_rig import LAMP, PAIR, Script, make_client, now, silent, tasks, until

OTHER_PAIR = ShutterPair(up=OutputAddress(5, 3), down=OutputAddress(5, 4))
virtual_time = pytest.mark.virtual_time


class SlowLogin(Script):
    """Answers each login after half a second."""

    def __init__(self) -> None:
        super().__init__(logins=self._late)

    def _late(self, peer: Any) -> None:
        accept = Script().logins
        asyncio.get_running_loop().call_later(0.5, accept, peer)


async def started(client: Any, after: float = 0.0, timeout: float | None = None) -> asyncio.Task[None]:
    await asyncio.sleep(after)
    return asyncio.ensure_future(client.start(timeout))


@virtual_time
async def test_two_callers_share_one_attempt_and_one_may_be_cancelled() -> None:
    script = SlowLogin()
    client = make_client(script)
    first, second = await started(client), await started(client, 0.1)
    await asyncio.sleep(0.1)
    first.cancel()
    await second
    assert first.cancelled()
    assert len(script.peers) == 1
    assert client.connection.online
    await client.close()


@virtual_time
async def test_the_last_caller_that_leaves_ends_the_attempt() -> None:
    script = SlowLogin()
    client = make_client(script)
    both = [await started(client), await started(client, 0.1)]
    await asyncio.sleep(0.1)
    for starting in both:
        starting.cancel()
    await asyncio.wait(both)
    assert tasks() == []
    assert client.connection.state is ConnectionState.OFFLINE
    assert "given up" in client.connection.reason
    await client.start()
    assert len(script.peers) == 2
    await client.close()


@virtual_time
async def test_each_caller_has_a_timeout_of_its_own() -> None:
    client = make_client(SlowLogin())
    patient, hasty = await started(client), await started(client, timeout=0.2)
    begin = now()
    with pytest.raises(ConnectTimedOut, match=r"0\.2 s"):
        await hasty
    assert now() - begin == pytest.approx(0.2, abs=0.01)
    await patient
    assert client.connection.online
    await client.close()


@virtual_time
async def test_a_start_during_the_end_of_an_abandoned_one_is_an_attempt_of_its_own() -> None:
    script = SlowLogin()
    client = make_client(script)
    first = await started(client)
    await asyncio.sleep(0.1)
    first.cancel()
    await asyncio.sleep(0)
    await client.start()
    assert client.connection.online
    assert len(script.peers) == 2
    await client.close()


@virtual_time
async def test_a_failure_reaches_every_caller() -> None:
    async def refused() -> None:
        await asyncio.sleep(0.1)
        raise ConnectionRefusedError("nobody listens")

    client = make_client(Script(connect=refused))
    endings = await asyncio.gather(client.start(), client.start(), return_exceptions=True)
    assert [type(ending) for ending in endings] == [CannotConnect, CannotConnect]
    assert tasks() == []


@virtual_time
async def test_a_failure_that_no_caller_waits_for_is_not_reported_as_forgotten(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def stubborn() -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise CannotConnect("nothing answers") from None

    shared = SharedStart(stubborn, Punctuality(LoopClock(), Counters()))
    waiting = asyncio.ensure_future(shared.join(None))
    await asyncio.sleep(0.1)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    del shared, waiting
    gc.collect()
    assert caplog.records == []


@virtual_time
async def test_closing_ends_the_attempt_for_all_callers() -> None:
    client = make_client(Script(logins=silent))
    both = [await started(client), await started(client, 0.1)]
    await client.close()
    endings = await asyncio.gather(*both, return_exceptions=True)
    assert all(isinstance(ending, ConnectionLost) and "closed" in str(ending) for ending in endings)
    assert tasks() == []


@virtual_time
async def test_an_attempt_that_other_code_cancels_is_told_as_that() -> None:
    client = make_client(Script(logins=silent))
    starting = await started(client)
    await asyncio.sleep(0.1)
    next(task for task in asyncio.all_tasks() if task.get_name() == "ipcom-start").cancel()
    with pytest.raises(ConnectionLost, match="cancelled by other code"):
        await starting
    assert tasks() == []


# Another event loop


def run(main: Any) -> Any:
    return asyncio.run(asyncio.wait_for(main, 10))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.set_output(LAMP, 255),
        lambda client: client.read(),
        lambda client: client.start(),
        lambda client: client.close(),
        lambda client: _in_coroutine(client.changes),
        lambda client: _in_coroutine(client.add_shutter, PAIR),
        lambda client: anext(client.stream),
    ],
)
def test_a_client_met_again_in_a_second_loop_says_so(call: Any) -> None:
    client: Any = make_client(Script(), clock=SystemClock())
    client.stream = client.changes()
    run(client.start())
    client.stream.take()
    with pytest.raises(ConnectionLost, match=r"has ended: make a new client in each asyncio\.run"):
        run(_as_coroutine(call(client)))
    del client
    gc.collect()  # the connection of the loop that has ended


async def _in_coroutine(call: Any, *arguments: Any) -> None:
    call(*arguments)


async def _as_coroutine(awaitable: Any) -> None:
    await awaitable


def test_a_client_that_was_closed_may_be_closed_again_anywhere() -> None:
    client = make_client(Script(), clock=SystemClock())

    async def whole_life() -> None:
        async with client:
            pass

    run(whole_life())
    run(client.close())
    with pytest.raises(ConnectionLost, match="closed"):
        run(client.start())


def test_a_client_that_never_came_online_belongs_to_no_loop() -> None:
    async def refused() -> None:
        raise ConnectionRefusedError("nobody listens")

    script = Script(connect=refused)
    client = make_client(script, clock=SystemClock())
    with pytest.raises(CannotConnect):
        run(client.start())
    script.connect = None

    async def second_life() -> None:
        async with client:
            assert client.connection.online

    run(second_life())


def test_a_client_of_a_running_loop_is_not_used_from_another(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    client = make_client(Script(), clock=SystemClock())
    loop, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    loop.run_until_complete(client.start())
    with pytest.raises(ConnectionLost, match="belongs to another event loop"):
        other.run_until_complete(client.set_output(LAMP, 255))
    forget = client.add_shutter(PAIR)
    elsewhere = [
        lambda: client.add_shutter(OTHER_PAIR),
        lambda: client.add_kind(LAMP, OutputKind.RELAY),
        forget,
        client.changes,
    ]
    for call in elsewhere:
        with ThreadPoolExecutor(1) as pool, pytest.raises(ConnectionLost, match="another event loop"):
            pool.submit(call).result()
    assert client.shutters == (PAIR,)
    loop.run_until_complete(client.close())
    loop.close()
    other.close()


@virtual_time
async def test_a_client_comes_online_in_the_end() -> None:
    client = make_client(SlowLogin())
    await started(client)
    await until(lambda: client.connection.online)
    await client.close()
