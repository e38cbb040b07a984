"""The command line: `zhanggui --help`. Wrong input gives one clear line and exit status 2."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from zhanggui.client import Refused

COMMANDS = {
    "run": "run:run",
    "up": "up:up",
    "down": "up:down",
    "import": "importing:import_list",
    "check": "check:check",
    "audit": "audit:audit",
    "events": "events:events",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "user": "user:user",
    "client": "client:client",
    "device": "device:device",
}


class Commands(click.Group):
    """Imports a command when it is called: most of them need neither the services nor the edge."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, command = COMMANDS[name].partition(":")
        found: click.Command = getattr(import_module(f"zhanggui.commands.{module}"), command)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option(
    "--data-dir",
    envvar="DATA_DIR",
    default="data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the installation keeps everything.",
)
@click.pass_context
def zhanggui(context: click.Context, data_dir: Path) -> None:
    """Zhanggui 掌柜: customers, sales, purchasing, stock, money and office work."""
    context.obj = data_dir.resolve()


def main() -> None:
    """Run the command line; every refusal is one line on standard error."""
    try:
        sys.exit(zhanggui.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        help_wanted.show()
        sys.exit(2)
    except click.ClickException as mistake:
        _fail(mistake.format_message())
    except Refused as refusal:
        _fail(str(refusal))
    except BrokenPipeError:
        # Whoever read the output has seen enough: `zhanggui events log sales | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror or error}")


def _fail(text: str) -> None:
    print(f"zhanggui: {' '.join(text.split())}", file=sys.stderr)
    sys.exit(2)
