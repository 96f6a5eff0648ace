"""What a failed command says in the frontend."""

from collections.abc import Generator
from contextlib import contextmanager

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .library import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
    IPComError,
)


@contextmanager
def translate_errors(name: str) -> Generator[None]:
    """Translate the library's errors; a command that something newer overtook is no error."""
    try:
        yield
    except CommandSuperseded:
        return
    except CommandNotConfirmed as error:
        raise _failure("not_confirmed", name) from error
    except InterlockError as error:
        raise _failure("interlock", name, str(error)) from error
    except ConnectionLost as error:
        raise _failure("connection_lost", name) from error
    except ConfigurationError as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="refused",
            translation_placeholders={"name": name, "reason": str(error)},
        ) from error
    except IPComError as error:
        raise _failure("command_failed", name, str(error)) from error


def _failure(key: str, name: str, reason: str = "") -> HomeAssistantError:
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"name": name, "reason": reason},
    )
