"""Certificates for an encrypted broker, made anew for each test."""

import subprocess
from pathlib import Path


def write_certificates(folder: Path) -> None:
    """Make an authority, and a broker's and a client's certificate of it; the broker is called broker.test, and 127.0.0.1."""
    made = [
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -subj /CN=authority -days 2",
        "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout broker.key -out broker.csr -subj /CN=broker.test",
        "x509 -req -in broker.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out broker.pem -days 2 -extfile names",
        "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout client.key -out client.csr -subj /CN=bridge",
        "x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out client.pem -days 2",
    ]
    (folder / "names").write_text("subjectAltName=DNS:broker.test,IP:127.0.0.1\n")
    for command in made:
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    for key in folder.glob("*.key"):
        key.chmod(0o644)
