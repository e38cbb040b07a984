"""`zhanggui import`: lists from Excel and CSV into the running system."""

from pathlib import Path

import click

from zhanggui.client import operator_client
from zhanggui.importing import import_file, import_kinds, joined_lines


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The lines of documents.")
@click.option("--set", "constants", multiple=True, metavar="COLUMN=VALUE", help="A value for a column the file lacks.")
@click.option("--map", "mapping", multiple=True, metavar="HEADER=COLUMN", help="What a header of the file means.")
@click.option("--dry-run", is_flag=True, help="Check everything, keep nothing.")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the bad rows.")
@click.pass_obj
def import_list(
    data_dir: Path,
    kind: str,
    file: Path,
    lines: Path | None,
    constants: tuple[str, ...],
    mapping: tuple[str, ...],
    dry_run: bool,
    errors: Path | None,
) -> None:
    """Import a list: employees, customers, suppliers, categories, products, orders, …"""
    target = errors or file.with_name(f"{file.stem}-errors.xlsx")
    if not target.parent.is_dir():
        raise click.BadParameter(f"there is no folder {target.parent} to write the bad rows to")
    given = _pairs(constants), _pairs(mapping)
    client = operator_client(data_dir)
    kinds = import_kinds(client)
    if kind not in kinds:
        raise click.BadParameter(f"'{kind}' cannot be imported; possible: {', '.join(sorted(kinds))}")
    name, content = (file.name, file.read_bytes()) if lines is None else joined_lines(file, lines)
    outcome = import_file(client, kinds[kind], kind, name, content, *given, dry_run=dry_run)
    result = outcome.result
    mark = " (dry run: nothing was kept)" if dry_run else ""
    click.echo(
        f"{kind}: {result['rows']} rows, {result['created']} created, {result['updated']} updated, "
        f"{result['unchanged']} unchanged, {result['bad']} bad{mark}"
    )
    if result["bad"]:
        target.write_bytes(outcome.bad_rows or b"")
        click.echo("\n".join(result["first_reasons"]))
        click.echo(f"The bad rows with their reasons: {target}")
        raise click.exceptions.Exit(1)


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"'{text}' is not of the form NAME=VALUE")
        pairs[name] = value
    return pairs
