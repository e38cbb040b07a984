"""Contact persons, in and out."""

from marshmallow import post_load

from chassis.operations import Expected, fields
from crm.customers.schemas import ContactView, NewContact

__all__ = ["AddContact", "ChangeContact", "ContactView", "RemoveContact"]


class AddContact(NewContact):
    """The first contact person of a customer is the primary one, whatever was said."""

    id = fields.Id()
    is_primary = fields.Boolean(data_key="primary", load_default=False)


class ChangeContact(Expected):
    """Fields that are left out stay as they are."""

    name = fields.Text(60)
    title = fields.Text(60)
    mobile = fields.Text(40, metadata={"hide": "contact_phone"})
    phone = fields.Text(40, metadata={"hide": "contact_phone"})
    wechat = fields.Text(60, metadata={"hide": "contact_phone"})
    email = fields.Text(120, metadata={"hide": "contact_phone"})
    is_primary = fields.Boolean(data_key="primary")

    @post_load
    def gather(self, loaded: dict, **_: object) -> dict:
        return {"expected_version": loaded.pop("expected_version"), "values": loaded}


class RemoveContact(Expected):
    """Nothing but the version the person saw."""
