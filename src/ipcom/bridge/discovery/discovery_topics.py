"""The topics by which Home Assistant discovers the things of one house. Pure."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_PREFIX = "homeassistant"
GATEWAY = "_gateway"
"""The gateway's own device. No thing is called so: names in topics have no underscore."""


@dataclass(frozen=True, slots=True)
class DiscoveryTopics:
    """The topics below `<prefix>`, which is what Home Assistant's MQTT integration calls its discovery prefix."""

    prefix: str
    house: str

    @property
    def status(self) -> str:
        """Where Home Assistant tells that it has started."""
        return f"{self.prefix}/status"

    @property
    def configs(self) -> str:
        """The subscription to all configurations of the house."""
        return self.config_of("+")

    def config_of(self, thing: str) -> str:
        """Return where the configuration of a thing is kept."""
        return f"{self.prefix}/device/{self.house}/{thing}/config"

    def thing_of(self, topic: str) -> str | None:
        """Return the thing of a configuration's topic; None for any other topic."""
        before, after = self.config_of("+").split("+")
        if not (topic.startswith(before) and topic.endswith(after)):
            return None
        return topic.removeprefix(before).removesuffix(after) or None
