"""A house on an MQTT broker: retained states, and commands that are answered; see docs/bridge.md."""
