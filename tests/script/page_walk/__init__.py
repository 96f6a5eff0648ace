"""Walk through docs/command-line.md as its reader does: run `.venv/bin/python -m tests.script.page_walk`.

The page is read from its first line to its last, and every fenced block is done:

- `console`: what a wide terminal shows. A line with `$ ` is typed, one with `> ` goes on with it, and the lines
  below are what must be shown. `^C` on a line is typed once all before it is shown. A command whose exit code is
  not 0 is followed by `$ echo $?`.
- `sh`: lines that are typed and must work; what they print is not compared.
- `yaml`, `toml`: a file. Its first line is a comment with its name.

What is shown may hold `...`: in a line it stands for any text, alone for any lines. Times of day and milliseconds are any.
Below a command with `--json` the objects are compared, however they are laid out; `"..."` is any value, and
`...` more members or more items. A block of another kind, an indented block and a lone fence fail.

Nothing is replaced but these: `python3 -m venv` and `pip` are uv's, which needs no network for what it has fetched
before; and where the machine gives no network of its own (Linux: `unshare -rn`), the address 192.168.1.20 is one of
loopback. The house is that of `ipcom demo`, with shutters that take 4.5 s up and 4 s down. The vendor's portal has an account me@example.org, and IPCOM_PORTAL_URL names it. A person types `demo` where a password is asked, and presses the hall's switch twice while a command watches.
"""
