"""What the commands say of themselves in the language of whoever calls them: their help, and what is wrong with a call.

The words of help are in the catalogue: `cli.help.<command>` and `cli.help.<command>.<parameter>`. Examples are the same
in every language and stand in the docstring of a command, after `\\b`.
"""

from collections.abc import Iterator
from typing import IO, Any

import click

from surveykit.core.document import did_you_mean
from surveykit.core.language import message, messages, own_language
from surveykit.core.lines import columns, wrapped
from surveykit.core.numbers import count

EXAMPLE = "Example:"
HEADINGS = {"Options": "usage.options", "Commands": "usage.commands"}
"""What Click calls the parts of a page -> what the catalogue calls them."""


class Page(click.HelpFormatter):
    """A page of help, laid out in the columns of a terminal: a Chinese character takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, args, prefix or _said("usage.call"))

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        self.write(f"{_said(HEADINGS[heading]) if heading in HEADINGS else heading + ':'}\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        indent = " " * self.current_indent
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns: what is written, and what it means."""
        told = list(rows)
        first = min(max(columns(left) for left, _ in told), col_max) + col_spacing
        indent = " " * self.current_indent
        for left, right in told:
            lines = wrapped(right, self.width - first - self.current_indent) or [""]
            beside = columns(left) <= first - col_spacing
            self.write(f"{indent}{left}{' ' * (first - columns(left)) if beside else chr(10) + indent + ' ' * first}")
            self.write(f"\n{indent}{' ' * first}".join(lines) + "\n")


class Context(click.Context):
    """One call of a command."""

    formatter_class = Page


class Fault(click.UsageError):
    """What is wrong with a call."""

    def show(self, file: IO[Any] | None = None) -> None:
        """How it is called, where to read more, and what is wrong."""
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=True)
            click.echo(_said("usage.more", command=self.ctx.command_path), file=file, err=True)
        click.echo(_said("usage.fault", what=self.message), file=file, err=True)


class _InWords(click.Command):
    """A command, or a group of them, with its words in the catalogue; what that lacks, the command says itself."""

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the call, and return what is left of it. Raises Fault."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise fault(error, ctx) from None

    def get_short_help_str(self, limit: int = 45) -> str:
        """What it does, in a sentence."""
        return self._paragraphs()[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, and examples."""
        examples = (self.help or "").partition("\b\n")[2].strip().removeprefix(EXAMPLE).splitlines()
        lead = _said("usage.example")
        with formatter.indentation():
            for paragraph in self._paragraphs():
                formatter.write_paragraph()
                formatter.write_text(paragraph)
            for at, line in enumerate(examples):
                formatter.write("" if at else "\n")
                beside = " " * columns(lead) if at else lead
                formatter.write(f"{' ' * formatter.current_indent}{beside}{line.strip()}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options: what each is for, and what holds for its value."""
        rows = []
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            if isinstance(option, click.Option) and record is not None:
                noted = ("；" if own_language() == "zh" else "; ").join(_notes(option))
                rows.append((record[0], f"{self._purpose(option)}  [{noted}]" if noted else self._purpose(option)))
        with formatter.section("Options"):
            formatter.write_dl(rows)

    def _paragraphs(self) -> list[str]:
        own = (self.help or "").partition("\b\n")[0]
        return messages(own_language(), "cli").get(f"cli.help.{self.name}", own).strip().split("\n\n")

    def _purpose(self, option: click.Option) -> str:
        name = "help" if "--help" in option.opts else f"{self.name}.{option.name}"
        return messages(own_language(), "cli").get(f"cli.help.{name}", option.help or "")


class Command(_InWords):
    """One command."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the call. Raises Fault, also for words that are too many."""
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise Fault(_said("usage.left", words=tuple(left)), ctx)
        return left


class Group(_InWords, click.Group):
    """Commands in the order in which they were made, which is that of a study."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options, and its commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called. Raises Fault for a word that is none."""
        if self.get_command(ctx, args[0]) is None:
            hint = did_you_mean(args[0], self.commands)
            raise Fault(_said("usage.no_command", word=args[0], hint=hint).rstrip(), ctx)
        return super().resolve_command(ctx, args)


def fault(error: click.UsageError, ctx: click.Context) -> click.UsageError:
    """What Click found wrong with a call, in our words; what is no fault (a page of help) as it is."""
    if type(error) is click.UsageError:
        return Fault(error.message, error.ctx or ctx)
    if isinstance(error, click.NoSuchOption):
        hint = did_you_mean(error.option_name, error.possibilities or ())
        return Fault(_said("usage.no_option", word=error.option_name, hint=hint).rstrip(), ctx)
    if isinstance(error, click.BadOptionUsage):
        flags = [o for p in ctx.command.params if isinstance(p, click.Option) and p.is_flag for o in p.opts]
        name = "usage.no_value" if error.option_name in flags else "usage.needs_value"
        return Fault(_said(name, word=error.option_name), ctx)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return Fault(_unfit(error, error.param), ctx)
    return error


def _said(name: str, **values: Any) -> str:
    return message(name, own_language(), **values)


def _unfit(error: click.BadParameter, parameter: click.Parameter) -> str:
    """What is wrong with the value of a parameter, or that there is none."""
    what, wanted = _called(parameter), _wanted(parameter.type)
    if isinstance(error, click.MissingParameter):
        return _said("usage.missing", what=what)
    return _said("usage.value", what=what, wanted=wanted) if wanted else _said("usage.unfit", what=what, detail=error)


def _called(parameter: click.Parameter) -> str:
    """How a parameter is written: its longest name."""
    return parameter.human_readable_name if isinstance(parameter, click.Argument) else max(parameter.opts, key=len)


def _wanted(kind: object) -> str | None:
    """What a value has to be; None where only Click knows."""
    if isinstance(kind, click.Choice):
        return _said("usage.choice", known=tuple(str(choice) for choice in kind.choices))
    if isinstance(kind, click.IntRange):
        return _within(kind)
    return _said("usage.whole") if kind is click.INT else None


def _within(kind: click.IntRange) -> str:
    if kind.max is None:
        return _said("usage.from", low=count(kind.min))
    return _said("usage.between", low=count(kind.min), high=count(kind.max))


def _notes(option: click.Option) -> Iterator[str]:
    """What stands in brackets after an option: what it is if left out, its bounds, whether it may be left out."""
    if option.show_default and option.default is not None:
        yield _said("usage.default", value=option.default)
    if isinstance(option.type, click.IntRange):
        yield _within(option.type)
    if option.required:
        yield _said("usage.required")
