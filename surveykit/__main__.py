"""`python -m surveykit`, and where the command `surveykit` enters.

Nothing is imported until Ctrl+C can be caught: it ends in one sentence however early it comes, or, where even the words
cannot be loaded, in silence.
"""

import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Load the command line and run it."""
    try:
        from surveykit import cli

        cli.main()
    except KeyboardInterrupt:
        with suppress(Exception, KeyboardInterrupt):
            from surveykit.core.stop import tell_stopped

            tell_stopped(next((word for word in sys.argv[1:] if not word.startswith("-")), "surveykit"))
        sys.exit(130)


if __name__ == "__main__":
    main()
