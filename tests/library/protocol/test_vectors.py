"""The golden vectors: what went over the wire of live gateways, byte for byte."""

import json
from pathlib import Path

import pytest

from ipcom.model.bus_type import BusType
from ipcom.protocol import Cipher, ClientSession, GatewaySession, LoginRequest, set_outputs_frame

VECTORS = Path(__file__).with_name("vectors")
GOLDEN = json.loads((VECTORS / "messages.json").read_text())
KEY = bytes.fromhex(GOLDEN["session_key"])
MESSAGES = {message["name"]: message for message in GOLDEN["messages"]}
WIRE = {name: bytes.fromhex(message["wire"]) for name, message in MESSAGES.items()}
PLAIN = {name: bytes.fromhex(message["plain"]) for name, message in MESSAGES.items()}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_enciphered_and_deciphered(name: str) -> None:
    cipher = Cipher.handshake() if MESSAGES[name]["cipher"] == "handshake" else Cipher.session(KEY)
    assert cipher.encrypt(PLAIN[name]) == WIRE[name]
    assert cipher.decrypt(WIRE[name]) == PLAIN[name]


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("connect request, user demo, password secret, bus 1", LoginRequest("demo", "secret", 1)),
        ("connect request, longest user and password, bus 2", LoginRequest("u" * 21, "p" * 22, 2)),
    ],
)
def test_a_login_looks_like_the_golden_one(name: str, login: LoginRequest) -> None:
    assert ClientSession().login(login.username, login.password, login.bus) == WIRE[name]
    gateway = GatewaySession()
    gateway.receive_data(WIRE[name])
    assert gateway.next_event() == login


def sessions() -> tuple[ClientSession, GatewaySession]:
    client, gateway = ClientSession(), GatewaySession()
    gateway.receive_data(client.login("demo", "secret", 1))
    gateway.next_event()
    client.receive_data(gateway.accept_login("4.10", KEY))
    client.next_event()
    return client, gateway


def test_the_login_reply_looks_like_the_golden_one() -> None:
    assert GatewaySession().accept_login("4.10", KEY) == WIRE["connect response"]


def test_the_plaintext_hint_looks_like_the_golden_one() -> None:
    assert GatewaySession().plaintext_hint() == WIRE["plaintext refusal read as cipher (0E 65)"]


def test_the_short_requests_look_like_the_golden_ones() -> None:
    client, _ = sessions()
    assert client.read_outputs() == WIRE["outputs request"]
    assert client.keep_alive() == WIRE["keep-alive request"]
    assert client.disconnect() == WIRE["disconnect request"]


def test_a_snapshot_looks_like_the_golden_one() -> None:
    name = "outputs response, 3/4 on, 6/1 at 42, 5/2 on, 16/8 = 1"
    _, gateway = sessions()
    assert gateway.outputs(PLAIN[name][2:]) == WIRE[name]


def outputs(*pairs: tuple[int, int]) -> bytes:
    values = bytearray(8)
    for output, value in pairs:
        values[output - 1] = value
    return bytes(values)


@pytest.mark.parametrize(
    ("name", "module", "values", "bus_type", "bus"),
    [
        ("set outputs, Minido bus 1 module 1, output 3 on", 1, outputs((3, 255)), BusType.MINIDO, 1),
        ("set outputs, Minido bus 1 module 6, output 1 at 55", 6, outputs((1, 55)), BusType.MINIDO, 1),
        ("set outputs, BiBus bus 2 module 16, all on", 16, b"\xff" * 8, BusType.BIBUS, 2),
        ("set outputs, BiBus bus 1 module 2, output 8 on", 2, outputs((8, 255)), BusType.BIBUS, 1),
    ],
)
def test_a_write_looks_like_the_golden_one(
    name: str, module: int, values: bytes, bus_type: BusType, bus: int
) -> None:
    client, _ = sessions()
    frame = set_outputs_frame(module, values, bus_type, bus_type.frame_bus(bus))
    assert client.write(frame) == WIRE[name]
