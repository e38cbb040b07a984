"""`python -m chassis.runtime.distributed serve SERVICE | edge [SERVICE] | worker | beat | migrate [SERVICE...]`."""

import sys

if sys.argv[1:2] == ["serve"]:
    from chassis.runtime.distributed.green import make_green

    make_green()

from chassis.database.migrations import WrongSchema
from chassis.observe import configure_logs
from chassis.runtime.distributed.settings import BadSetting, Settings
from chassis.runtime.installation import UnknownService

USAGE = "usage: python -m chassis.runtime.distributed serve SERVICE | edge SERVICE | worker | beat | migrate [SERVICE]"


def main(words: list[str]) -> None:
    """Do what the words say; a setting that is wrong is one line and exit status 2."""
    try:
        settings = Settings.from_environment()
        configure_logs(settings.log_level)
        _do(words, settings)
    except (BadSetting, UnknownService, WrongSchema) as error:
        print(f"zhanggui: {error}", file=sys.stderr)
        sys.exit(2)


def _do(words: list[str], settings: Settings) -> None:
    # Each entry imports only what it needs: the gateway knows nothing of eventlet.
    match words:
        case ["serve", name]:
            from chassis.runtime.distributed.serving import serve_service

            serve_service(name, settings)
        case ["edge", name]:
            from chassis.runtime.distributed.edging import serve_edge

            serve_edge(name, settings)
        case ["worker"]:
            from chassis.runtime.distributed.working import work

            work(settings)
        case ["beat"]:
            from chassis.runtime.distributed.working import beat

            beat(settings)
        case ["migrate", *names]:
            from chassis.runtime.distributed.migrating import migrate_databases

            migrate_databases(settings, names)
        case _:
            raise BadSetting(USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
