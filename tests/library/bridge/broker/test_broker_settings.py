"""How a broker is written."""

from ipcom.bridge.broker.broker_settings import BrokerSettings, TlsFiles


def test_its_address_in_messages_has_no_password() -> None:
    plain = BrokerSettings("192.168.1.30", username="demo", password="geheim")
    assert str(plain) == "mqtt://192.168.1.30:1883"
    assert "geheim" not in repr(plain)
    assert str(BrokerSettings("fe80::1", 8883, tls=TlsFiles())) == "mqtts://[fe80::1]:8883"
    assert str(BrokerSettings("b", 80, websocket_path="/mqtt")) == "ws://b:80"
    assert str(BrokerSettings("b", 443, websocket_path="/mqtt", tls=TlsFiles())) == "wss://b:443"
