"""What is shown of a hit: one's own customers openly, those of others only as taken (F9)."""

from collections.abc import Sequence
from typing import Any

from chassis.access import names_of, reach_of, seeing_everything
from chassis.model import Forbidden
from chassis.operations import Context
from crm.collisions.masking import mask_name, mask_phone
from crm.collisions.matching import Kind
from crm.collisions.model import CustomerCollision
from crm.collisions.names import parse
from crm.collisions.probing import count_probe
from crm.collisions.search import PHONE, Hit, find_hits
from crm.functions import PHONES

SHOWN = 20
WARNINGS = 5
WARNED_OF = (PHONE, Kind.SUBSTRING, Kind.SIMILAR)


def hits_for(ctx: Context, text: str) -> list[Hit]:
    """Company-wide hits, the closest first; to be shown by `shown` only."""
    by_number = PHONES not in ctx.principal.hidden
    # The whole point of the check is to find customers that the person may not open; `shown` masks them.
    with seeing_everything(ctx.session):
        return find_hits(ctx.session, text, by_number=by_number)


def shown(ctx: Context, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits as the person may see them: a foreign customer has no id, no code, no contact and half a name."""
    reach = reach_of(ctx.principal, "crm.customer.read")
    owners = names_of(ctx.session, {hit.customer.owner_id for hit in hits})
    rows = [_row(hit, reach.includes(hit.customer.owner_id, hit.customer.org_path), owners) for hit in hits]
    return [without_number(row) for row in rows] if PHONES in ctx.principal.hidden else rows


def without_number(row: dict[str, Any]) -> dict[str, Any]:
    """A hit as a refusal tells it, which no schema trims, to somebody who may not see numbers."""
    return {name: value for name, value in row.items() if name != "phone"}


def check_collision(ctx: Context, customer: Any, confirmed: bool) -> list[dict[str, Any]]:
    """Warnings about similar customers; raises CustomerCollision for an equal name, unless that is confirmed.

    Confirming needs the function crm.customer.collide; raises Forbidden without it.
    """
    hits = [hit for text in (customer.name, customer.phone) for hit in hits_for(ctx, text)]
    others = list({hit.customer.id: hit for hit in hits if hit.customer.id != customer.id}.values())
    wanted = parse(customer.name)
    equal = [hit for hit in others if wanted.same_company_as(parse(hit.customer.name))]
    if equal and not confirmed:
        count_probe(ctx)
        raise CustomerCollision(field="name", hits=shown(ctx, equal[:WARNINGS]))
    if equal and ctx.principal.data_scope("crm.customer.collide") is None:
        raise Forbidden(function="crm.customer.collide")
    warned = [hit for hit in others if hit in equal or hit.kind in WARNED_OF]
    return shown(ctx, sorted(warned, key=lambda hit: hit.rank)[:WARNINGS])


def _row(hit: Hit, own: bool, owners: dict[Any, str]) -> dict[str, Any]:
    customer = hit.customer
    row = {"kind": str(hit.kind), "score": hit.score, "own": own, "owner_name": owners.get(customer.owner_id, "")}
    if own:
        return row | {"id": customer.id, "code": customer.code, "name": customer.name, "phone": customer.phone}
    return row | {"name": mask_name(customer.name), "phone": mask_phone(customer.phone) if customer.phone else ""}
