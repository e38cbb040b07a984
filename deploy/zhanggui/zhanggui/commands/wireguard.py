"""`zhanggui device wireguard`: the VPN of the branches. Nothing here needs the gateway to run."""

import io
from pathlib import Path

import click
import segno

from zhanggui.client import Refused
from zhanggui.wireguard import load_plan, open_plan, peer_configuration, server_configuration
from zhanggui.wireguard.plan import INTERFACE, Plan, save_plan, write_secret

PICTURES = (".png", ".svg")
PORT = 51820


@click.group()
def wireguard() -> None:
    """A WireGuard VPN whose peers reach the gateway, and nothing else."""


@wireguard.command("server")
@click.option("--endpoint", required=True, metavar="HOST[:PORT]", help="Where peers reach this machine from outside.")
@click.option("--network", default="10.77.0.0/24", metavar="CIDR", help="The addresses of the VPN.")
@click.option("--port", default=PORT, type=click.IntRange(1, 65535), help="The UDP port to listen on.")
@click.pass_obj
def server(data_dir: Path, endpoint: str, network: str, port: int) -> None:
    """Make the gateway's end. Refused when there is one: its peers would no longer get in."""
    folder = _folder(data_dir)
    if (folder / "plan.json").exists():
        raise Refused(f"there is a VPN already in {folder}; remove that folder to begin anew")
    plan = open_plan(endpoint, network, port)
    file = _keep(folder, plan)
    click.echo(
        f"{file}: install it as /etc/wireguard/{INTERFACE}.conf; the gateway is {plan.server.address} in the VPN."
    )


@wireguard.command("peer")
@click.argument("name")
@click.option("--lan", "lans", multiple=True, metavar="CIDR", help="A network behind the peer, for an office's router.")
@click.option("--qr", is_flag=True, help="Show a QR code for a telephone instead of the text.")
@click.option("--image", type=click.Path(dir_okay=False, path_type=Path), help="Write the QR code as PNG or SVG.")
@click.pass_obj
def peer(data_dir: Path, name: str, lans: tuple[str, ...], qr: bool, image: Path | None) -> None:
    """Make another end and print its configuration, which is not kept: its private key is shown this once."""
    if image is not None and image.suffix.lower() not in PICTURES:
        raise click.BadParameter(f"'{image}' is neither .png nor .svg", param_hint="--image")
    folder = _folder(data_dir)
    plan = load_plan(folder)
    keys = plan.add(name, list(lans))
    text = peer_configuration(plan, plan.peers[name], keys.private)
    if image is not None:
        _draw(text, image)
    file = _keep(folder, plan)
    if qr:
        drawn = io.StringIO()
        segno.make(text, error="l", micro=False).terminal(out=drawn, compact=True)
        click.echo(drawn.getvalue())
    elif image is None:
        click.echo(text, nl=False)
    click.echo(f"{name} has {plan.peers[name].address}; install {file} again.", err=True)


@wireguard.command("remove")
@click.argument("name")
@click.pass_obj
def remove(data_dir: Path, name: str) -> None:
    """A peer gets in no longer, once the configuration is installed again."""
    folder = _folder(data_dir)
    plan = load_plan(folder)
    plan.remove(name)
    click.echo(f"{name} is removed; install {_keep(folder, plan)} again.")


@wireguard.command("peers")
@click.pass_obj
def peers(data_dir: Path) -> None:
    """Who there is."""
    for name, each in load_plan(_folder(data_dir)).peers.items():
        click.echo(f"{name:<20} {each.address:<16} {' '.join(each.lans)}".rstrip())


def _folder(data_dir: Path) -> Path:
    return data_dir / "wireguard"


def _keep(folder: Path, plan: Plan) -> Path:
    """Keep the plan and the server's configuration that follows from it; answers where that is."""
    save_plan(folder, plan)
    file = folder / f"{INTERFACE}.conf"
    write_secret(file, server_configuration(plan).encode())
    return file


def _draw(text: str, image: Path) -> None:
    drawn = io.BytesIO()
    segno.make(text, error="l", micro=False).save(drawn, kind=image.suffix[1:].lower(), scale=5)
    write_secret(image, drawn.getvalue())
