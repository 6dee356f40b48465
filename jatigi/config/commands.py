"""The command line: ``jatigi …``. Each package brings its commands; here they are put together."""

import os

import typer

app = typer.Typer(
    name="jatigi",
    help="Take stock of how a country governs migration, publish it, follow it up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def main() -> None:
    """Entry point: prepare Django, then run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    import django

    django.setup()
    _assemble()
    app()


def _assemble() -> None:
    """Commands are imported only once Django is ready, since they read models."""


if __name__ == "__main__":
    main()
