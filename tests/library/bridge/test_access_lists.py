"""The access lists of examples/mosquitto, as they stand there, in a Mosquitto with two houses and their users."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiomqtt
import pytest

from tests.library.bridge.bridge_rig import Listener, Login, Rig, bridged, listener
from tests.library.bridge.broker_process import BrokerProcess, running, write_passwords
from tests.library.bridge.test_safety import COVER, LAMP, small_house

EXAMPLES = Path(__file__).parents[3] / "examples"
BRIDGE: Login = ("ipcom-bridge", "geheim")
HOME: Login = ("home", "geheim-home")
HOLIDAY: Login = ("holiday-home", "geheim-holiday")
PANEL: Login = ("wall-panel", "geheim-panel")
FORGED = (
    f"ipcom/home/{LAMP}/state",
    f"ipcom/home/{LAMP}/availability",
    f"ipcom/home/{LAMP}/result",
    f"ipcom/home/{LAMP}/wall",
    "ipcom/home/$link",
    "ipcom/home/result",
    "ipcom/home/reply/me",
    f"homeassistant/device/home/{LAMP}/config",
    "homeassistant/status",
    "homie/5/home/$state",
    "homie/5/home/$description",
    f"homie/5/home/{LAMP}/on",
)
FOREIGN = (
    "ipcom/holiday-home/set",
    f"ipcom/holiday-home/{LAMP}/set",
    f"ipcom/holiday-home/{COVER}/set",
    f"ipcom/holiday-home/{COVER}/position/set",
    f"ipcom/holiday-home/{COVER}/tilt/set",
    f"ipcom/holiday-home/{COVER}/stop",
    "ipcom/holiday-home/$link",
    "ipcom/holiday-home/reply/me",
    "homeassistant/device/holiday-home/lamp/config",
    "homie/5/holiday-home/lamp/on/set",
)

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    """Mosquitto with the example's lines; only its port and where its files are is a test's own."""
    text = (EXAMPLES / "mosquitto/ipcom.conf").read_text()
    text = text.replace("listener 1883", "listener {port} 127.0.0.1").replace("/etc/mosquitto/", "{folder}/")
    access = tmp_path / "ipcom.access"
    access.write_text((EXAMPLES / "mosquitto/ipcom.access").read_text())
    access.chmod(0o600)
    write_passwords(tmp_path / "ipcom.passwords", {str(u): str(p) for u, p in (BRIDGE, HOME, HOLIDAY, PANEL)})
    with running(tmp_path, f"{text}log_dest stderr\n") as guarded:
        yield guarded


@dataclass
class Houses:
    """Two houses on one broker, the user of the first, and one who hears all that passes."""

    port: int
    home: Rig
    holiday: Rig
    user: Listener
    all_heard: Listener

    async def own_command(self) -> None:
        """Command the own house: what the user sent before has passed the broker when it is answered."""
        topic = f"ipcom/home/{LAMP}/result"
        before = len(self.user.payloads(topic))
        await self.user.send(f"ipcom/home/{LAMP}/set", "ON")
        await self.user.until(lambda: len(self.user.payloads(topic)) > before)
        assert self.user.last(topic)["result"] == "confirmed"


@pytest.fixture
async def houses(broker: BrokerProcess) -> AsyncIterator[Houses]:
    port = broker.port
    async with (
        bridged(port, house=small_house(), name="home", login=BRIDGE) as home,
        bridged(port, house=small_house(), name="holiday-home", login=BRIDGE) as holiday,
        listener(port, HOME) as user,
        listener(port, BRIDGE) as all_heard,
    ):
        await user.client.subscribe("ipcom/home/#", qos=1)
        for topics in ("ipcom/#", "homie/5/#"):
            await all_heard.client.subscribe(topics, qos=1)
        yield Houses(port, home, holiday, user, all_heard)


async def test_a_house_is_read_and_commanded_by_its_user(houses: Houses) -> None:
    await houses.own_command()
    for topic, payload in (
        (f"{COVER}/set", "OPEN"),
        (f"{COVER}/position/set", "STOP"),
        (f"{COVER}/tilt/set", "STOP"),
        (f"{COVER}/stop", "STOP"),
    ):
        results = f"ipcom/home/{COVER}/result"
        before = len(houses.user.payloads(results))
        await houses.user.send(f"ipcom/home/{topic}", payload)
        await houses.user.until(lambda r=results, b=before: len(houses.user.payloads(r)) > b)  # type: ignore[misc]
        assert houses.user.last(results)["result"] == "confirmed"
    await houses.user.send("ipcom/home/set", {LAMP: "OFF"})
    await houses.user.until(lambda: houses.user.payloads("ipcom/home/result"))
    assert houses.user.last("ipcom/home/result")["result"] == "confirmed"


@pytest.mark.parametrize("retain", [False, True])
async def test_only_the_bridge_tells_what_the_house_shows(houses: Houses, retain: bool) -> None:
    for topic in FORGED:
        await houses.user.send(topic, "forged", retain=retain)
    await houses.own_command()
    assert "forged" not in {each.payload.decode() for each in houses.all_heard.heard}


async def test_a_forged_will_is_not_published(houses: Houses) -> None:
    """The broker publishes a will when another client takes the name; it asks for the rights of the first."""
    user, password = HOME
    forged = aiomqtt.Will("ipcom/home/$link", b"forged", qos=1, retain=True)
    first, second = (
        aiomqtt.Client(
            "127.0.0.1", houses.port, identifier="same", username=user, password=password, will=forged
        )
        for _ in range(2)
    )
    with suppress(aiomqtt.MqttError):  # the first one ends without a word
        async with first, second:
            await houses.own_command()
    assert "forged" not in houses.all_heard.payloads("ipcom/home/$link")


async def test_a_foreign_house_is_not_commanded(houses: Houses) -> None:
    before = houses.holiday.relay_frames()
    for topic in FOREIGN:
        await houses.user.send(topic, "OPEN" if COVER in topic else "ON")
    await houses.own_command()
    await asyncio.sleep(0.5)
    assert houses.holiday.relay_frames() == before
    assert not [
        each for topic in FOREIGN for each in houses.all_heard.payloads(topic) if each in ("ON", "OPEN")
    ]


@pytest.mark.parametrize(
    "wanted", ["#", "ipcom/#", "ipcom/+/#", "+/+/+/state", "ipcom/holiday-home/#", "ipcom/+/$link", "homie/#"]
)
async def test_a_foreign_house_is_not_read(houses: Houses, wanted: str) -> None:
    async with listener(houses.port, HOME) as curious:
        await curious.client.subscribe(wanted, qos=1)
        assert (await houses.holiday.result_of(LAMP, f"{LAMP}/set", "ON"))["result"] == "confirmed"
        await houses.all_heard.send("homie/5/holiday-home/lamp/on", "true", retain=True)
        await houses.all_heard.send("homeassistant/device/holiday-home/lamp/config", "{}", retain=True)
        await houses.own_command()
        assert {str(each.topic).split("/")[1] for each in curious.heard} <= {"home"}


async def test_a_response_topic_leads_to_no_other_house(houses: Houses) -> None:
    """The bridge may write everywhere; what it answers to is its own house's."""
    before = houses.holiday.relay_frames()
    for topic in (f"ipcom/holiday-home/{LAMP}/set", "ipcom/holiday-home/reply/me", "ipcom/home/lamp/state"):
        await houses.user.send(f"ipcom/home/{LAMP}/set", {"state": "OFF"}, ResponseTopic=topic)
    mine = "ipcom/home/reply/me"
    await houses.user.send(f"ipcom/home/{LAMP}/set", "OFF", ResponseTopic=mine)
    await houses.user.until(lambda: houses.user.payloads(mine))
    await asyncio.sleep(0.3)
    heard = {str(each.topic) for each in houses.all_heard.heard}
    assert not heard & {f"ipcom/holiday-home/{LAMP}/set", "ipcom/holiday-home/reply/me"}
    assert "result" not in houses.user.last(f"ipcom/home/{LAMP}/state")
    assert houses.holiday.relay_frames() == before


async def test_one_who_only_looks_on_commands_nothing(houses: Houses) -> None:
    before = houses.home.relay_frames()
    async with listener(houses.port, PANEL) as panel:
        await panel.client.subscribe("#", qos=1)
        for topic in (f"{LAMP}/set", f"{COVER}/set", f"{COVER}/stop", "set", f"{LAMP}/state"):
            await panel.send(f"ipcom/home/{topic}", "ON")
        await panel.until(lambda: panel.payloads(f"ipcom/home/{LAMP}/state"))
        await asyncio.sleep(0.5)
        assert {str(each.topic).split("/")[1] for each in panel.heard} == {"home"}
    assert houses.home.relay_frames() == before


@pytest.mark.parametrize("login", [(None, None), ("home", "guessed"), ("attic", "geheim")])
async def test_others_are_not_let_in(broker: BrokerProcess, login: Login) -> None:
    with pytest.raises(aiomqtt.MqttError, match="uthori"):
        async with listener(broker.port, login):
            pass


def test_the_rules_for_emqx_end_in_deny_and_name_the_same_topics() -> None:
    """EMQX itself is not run."""
    emqx = (EXAMPLES / "emqx/acl.conf").read_text()
    lines = [line for line in emqx.splitlines() if line and not line.startswith("%%")]
    assert lines[-1] == "{deny, all}."
    assert "Untried" in emqx
    mosquitto = (EXAMPLES / "mosquitto/ipcom.access").read_text().splitlines()
    topics = [line.split()[-1] for line in mosquitto if line.startswith(("topic", "pattern"))]
    for topic in topics:
        assert f'"{topic.replace("%u", "${username}")}"' in emqx
