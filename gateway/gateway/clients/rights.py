"""Nobody gets more through an API client than they have."""

from chassis.access import seeing_everything
from chassis.operations import Context
from gateway.clients.model import ApiClient
from gateway.users.model import User


def check_rights(ctx: Context, client: ApiClient) -> None:
    """Raises GrantsTooMuch or MustHide when the client may do or see more than who acts.

    Asked wherever somebody gives a client rights or learns its secret: neither is a way around one's own rights.
    """
    with seeing_everything(ctx.session):  # whose records `own` means, wherever that person sits
        responsible = ctx.get(User, client.owner_id, field="responsible_id")
    client.check_rights(ctx.principal, responsible.org_path)
