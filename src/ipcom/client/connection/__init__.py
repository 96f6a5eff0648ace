"""One TCP connection to a gateway: names, addresses, login, exchanges, polls and keep-alives."""
