"""A command that somebody stopped: its exit code, and what that leaves behind."""

import sys

from surveykit.core.language import message, messages, own_language

STOPPED = 130
"""The exit code, as shells have it."""


def tell_stopped(command: str) -> None:
    """Say that a command was stopped, in one sentence, on a line of its own."""
    own = f"cli.interrupted.{command}"
    known = own if own in messages(own_language(), "cli") else "cli.interrupted"
    said = message(known, own_language(), command=command)
    sys.stderr.write("\n" * sys.stderr.isatty() + said + "\n")
