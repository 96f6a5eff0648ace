"""What the gateway hears and says in each seed, so that two trees can be held against each other.

python -m tests.library.proof.transcripts                  # plays seeds 1 to 300 and writes transcripts.txt
python -m tests.library.proof.transcripts --check          # plays them again and names the first that differ
python -m tests.library.proof.transcripts --show 17        # prints one, to be compared with that of another tree

A transcript has one line for each message that reaches or leaves the gateway, and for the end of each connection. It
holds nothing else: no name of our code, and no order that a hash decides. `src` and `.` must be on `PYTHONPATH`.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ipcom.protocol import Cipher
from tests.library.proof.draw import draw_plan
from tests.library.proof.referee import RuleBrokenError
from tests.library.proof.stage import Stage

FILE = Path(__file__).with_name("transcripts.txt")
SEEDS = range(1, 301)
NAMED = 10
"""How many differing seeds are named."""
KEY_SIZE, LOGIN_REPLY_SIZE = 128, 135


class Heard:
    """The transcript of one run, as its gateway's ends of the connections tell it."""

    def __init__(self, stage: Stage) -> None:
        self._worlds = stage.site.worlds
        self._ciphers: dict[int, Cipher] = {}
        self.lines: list[str] = []
        stage.site.tap = self._tell

    def _tell(self, connection: int, what: str, data: bytes) -> None:
        head = f"{round(self._worlds.now, 6)!r} {connection} {what}"
        if not data:
            self.lines.append(head)
        else:
            plain = self._request(connection, data) if what == "<" else self._reply(connection, data)
            self.lines.append(f"{head} {plain.hex()}")

    def _request(self, connection: int, data: bytes) -> bytes:
        return self._ciphers.get(connection, Cipher.handshake()).decrypt(data)

    def _reply(self, connection: int, data: bytes) -> bytes:
        """Decipher what was written; the first reply of a connection holds the key of the others."""
        if connection in self._ciphers:
            return self._ciphers[connection].decrypt(data)
        plain = Cipher.handshake().decrypt(data)
        if len(plain) == LOGIN_REPLY_SIZE:
            self._ciphers[connection] = Cipher.session(plain[-KEY_SIZE:])
        return plain


def transcript(seed: int) -> list[str]:
    """Play a seed until its end, until a rule is broken, or until something raises."""
    stage = Stage(draw_plan(seed))
    heard = Heard(stage)
    try:
        stage.play()
    except RuleBrokenError:
        return [*heard.lines, "broken"]
    except Exception:  # noqa: BLE001 - the other seeds are worth comparing
        return [*heard.lines, "raised"]
    return heard.lines


def digest(seed: int) -> str:
    """The hash of a seed's transcript."""
    return hashlib.sha256("".join(f"{line}\n" for line in transcript(seed)).encode()).hexdigest()


def digests(seeds: Iterable[int], jobs: int) -> dict[int, str]:
    """The hashes of many."""
    seeds = list(seeds)
    with ProcessPoolExecutor(jobs, initializer=gc.freeze) as pool:
        return dict(zip(seeds, pool.map(digest, seeds, chunksize=5), strict=True))


def read(text: str) -> dict[int, str]:
    """The hashes that a file holds: a seed and its hash in each line."""
    return {int(seed): found for seed, found in (line.split() for line in text.splitlines())}


def differing(kept: dict[int, str], found: dict[int, str]) -> list[int]:
    """The seeds of both whose hashes are not the same."""
    return sorted(seed for seed in kept.keys() & found.keys() if kept[seed] != found[seed])


def check(file: Path, jobs: int) -> int:
    """Play what a file holds, and say which seeds differ."""
    kept = read(file.read_text("utf-8"))
    different = differing(kept, digests(kept, jobs))
    sys.stdout.write(f"{len(kept) - len(different)} of {len(kept)} transcripts are the same\n")
    if different:
        named = ", ".join(map(str, different[:NAMED]))
        sys.stdout.write(f"different: {named}{', ...' if different[NAMED:] else ''}\n")
    return 1 if different else 0


def write(file: Path, jobs: int) -> int:
    """Play all seeds, and write their hashes."""
    found = digests(SEEDS, jobs)
    file.write_text("".join(f"{seed} {hashed}\n" for seed, hashed in found.items()), "utf-8")
    return 0


def main() -> int:
    """Do what is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    parser.add_argument("--show", type=int, metavar="SEED", help="print the transcript of a seed")
    parser.add_argument("--file", type=Path, default=FILE, help="the file of hashes")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args()
    if options.show is not None:
        sys.stdout.write("".join(f"{line}\n" for line in transcript(options.show)))
        return 0
    return (check if options.check else write)(options.file, options.jobs)


if __name__ == "__main__":
    sys.exit(main())
