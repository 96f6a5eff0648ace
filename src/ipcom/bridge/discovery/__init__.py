"""Home Assistant's discovery by MQTT."""
