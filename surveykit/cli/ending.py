"""How a command ends: an exit code, and what went wrong in words."""

import sys
from typing import Any

import click

from surveykit.cli.usage import Group, fault
from surveykit.core.fault import kept
from surveykit.core.language import describe, message, own_language
from surveykit.core.stop import STOPPED, tell_stopped
from surveykit.errors import OperatorError, SurveykitError


class Commands(Group):
    """Turns our errors into words and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SurveykitError as error:
            for problem in error.problems:
                click.echo(describe(problem, own_language()), err=True)
            ctx.exit(3 if isinstance(error, OperatorError) else 1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (KeyboardInterrupt, click.Abort):
            tell_stopped(ctx.invoked_subcommand or "")
            ctx.exit(STOPPED)
        except click.UsageError as error:
            raise fault(error, ctx) from None
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours, which nobody should meet as a traceback
            click.echo(message("cli.fault", own_language(), log=kept(error).log), err=True)
            ctx.exit(3)
