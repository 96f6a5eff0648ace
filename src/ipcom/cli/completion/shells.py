"""What each shell is told, and how it is answered. Nothing here talks to a gateway, and no error is ever shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    _resolve_context,
    _resolve_incomplete,
    add_completion_class,
)

from .bash_words import TypedLine, read_line
from .device_names import DEVICE_PARAMETERS, ROOM_PARAMETERS, device_words, room_words
from .profile_names import PROFILE_PARAMETER, profile_words

if TYPE_CHECKING:
    from typing import Any

    import click

WORDS = {
    **dict.fromkeys(DEVICE_PARAMETERS, device_words),
    **dict.fromkeys(ROOM_PARAMETERS, room_words),
    PROFILE_PARAMETER: profile_words,
}
"""What fits a parameter of this name."""
FILES = "\x1ffiles"
"""The answer for a path: the shell completes files itself."""

_BASH = """\
_ipcom_completion() {
    local answer line
    answer=$(COMP_TYPED="${COMP_LINE:0:COMP_POINT}" _IPCOM_COMPLETE=bash_complete "$1" 2>/dev/null) || return 0
    COMPREPLY=()
    while IFS= read -r line; do
        [[ -n $line ]] && COMPREPLY+=("$line")
    done <<< "$answer"
    return 0
}
complete -o default -F _ipcom_completion ipcom
"""
_ZSH = """\
#compdef ipcom
_ipcom_completion() {
    local answer typed
    local -a found
    typed="${(pj:\\x1f:)${(@Q)words[1,CURRENT-1]}}"
    answer="$(COMP_TYPED="$typed" COMP_LAST="${(Q)PREFIX}" _IPCOM_COMPLETE=zsh_complete ${words[1]} 2>/dev/null)"
    if [[ $answer == $'\\x1ffiles' ]]; then
        _files
        return
    fi
    found=("${(@f)answer}")
    found=("${(@)found:#}")
    compadd -V ipcom -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ipcom_completion "$@"
else
    compdef _ipcom_completion ipcom
fi
"""
_FISH = """\
function _ipcom_completion
    set -lx COMP_TYPED (string join \\x1f -- (commandline -opc))
    set -lx COMP_LAST (commandline -ct | string unescape)
    set -lx _IPCOM_COMPLETE fish_complete
    set -l answer (ipcom 2>/dev/null)
    if test "$answer" = \\x1ffiles
        __fish_complete_path (commandline -ct)
        return
    end
    printf '%s\\n' $answer
end
complete -c ipcom -f -a '(_ipcom_completion)'
"""


class _OwnComplete(ShellComplete):
    """Completes what click knows, and the names of devices."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """Return what may stand there; nothing if anything is wrong."""
        try:
            context = _resolve_context(self.cli, self.ctx_args, self.prog_name, args)
            wanted, incomplete = _resolve_incomplete(context, args, incomplete)
            words = WORDS.get(getattr(wanted, "name", None) or "")
            if words is not None and wanted is not context.command:
                return [CompletionItem(word) for word in words(context, incomplete)]
            return self._known(wanted, context, incomplete)
        except Exception:  # noqa: BLE001 - whoever presses Tab wants no message
            return []

    def _known(
        self, wanted: click.Command | click.Parameter, context: click.Context, incomplete: str
    ) -> list[CompletionItem[Any]]:
        return wanted.shell_complete(context, incomplete)

    def complete(self) -> str:
        """Return the answer for the shell, a line for each possibility."""
        args, incomplete = self.get_completion_args()
        option, equals, _ = incomplete.partition("=")
        before = option + equals if equals and option.startswith("--") else ""
        items = self.get_completions(args, incomplete)
        if any(item.type in ("file", "dir") for item in items):
            return self.files()
        whole = [CompletionItem(before + str(item.value), help=item.help) for item in items]
        return "\n".join(self.format_completion(item) for item in whole if "\n" not in str(item.value))

    def files(self) -> str:
        """Return the answer that lets the shell complete files."""
        return FILES


class BashCompletion(_OwnComplete):
    """Answers with what bash puts in place of the end of the line, as it would be typed."""

    name = "bash"
    source_template = _BASH
    _typed: TypedLine

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is being typed, and that."""
        self._typed = read_line(os.environ["COMP_TYPED"])
        return list(self._typed.before[1:]), self._typed.last

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return one possibility; what is typed already stays as it is, in its own capitals."""
        return self._typed.replacement(str(item.value))

    def files(self) -> str:
        """Return nothing: bash then completes files."""
        return ""


class ZshCompletion(_OwnComplete):
    """Answers with plain words, which zsh quotes itself."""

    name = "zsh"
    source_template = _ZSH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is being typed, and that."""
        return os.environ["COMP_TYPED"].split("\x1f")[1:], os.environ["COMP_LAST"]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return one possibility."""
        return str(item.value)


class FishCompletion(ZshCompletion):
    """Answers with words and what they mean; fish quotes them itself."""

    name = "fish"
    source_template = _FISH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return one possibility."""
        return f"{item.value}\t{item.help}" if item.help else str(item.value)


SHELLS = {kind.name: kind for kind in (BashCompletion, ZshCompletion, FishCompletion)}


def register() -> None:
    """Let click ask these instead of its own."""
    for kind in SHELLS.values():
        add_completion_class(kind)
