"""Customers, in and out."""

from marshmallow import post_load

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from crm.customers.model import GRADES, SOURCES


class NewContact(Schema):
    """The contact person who is entered together with the customer."""

    name = fields.Text(60, required=True)
    title = fields.Text(60, load_default="")
    mobile = fields.Text(40, load_default="", metadata={"hide": "contact_phone"})
    phone = fields.Text(40, load_default="", metadata={"hide": "contact_phone"})
    wechat = fields.Text(60, load_default="", metadata={"hide": "contact_phone"})
    email = fields.Text(120, load_default="", metadata={"hide": "contact_phone"})


class RegisterCustomer(Schema):
    """Without `owner_id` the caller is the owner; without `code` one is assigned."""

    id = fields.Id()
    code = fields.Code(load_default="")
    name = fields.Text(120, required=True)
    owner_id = fields.Id(load_default=None, allow_none=False)
    type = fields.Text(40, load_default="")
    source = fields.Choice(*SOURCES, required=True)
    grade = fields.Choice(*GRADES, load_default=None, allow_none=True)
    industry = fields.Text(60, load_default="")
    area = fields.Text(60, load_default="")
    address = fields.Text(300, load_default="")
    phone = fields.Text(40, load_default="", metadata={"hide": "contact_phone"})
    credit_limit = fields.Money(minimum=0, load_default=None, allow_none=True)
    credit_days = fields.WholeNumber(0, 3650, load_default=0)
    contact = fields.Nested(NewContact, load_default=None, allow_none=True)
    collision_confirmed = fields.Boolean(load_default=False)


class ChangeCustomer(Expected):
    """Fields that are left out stay as they are. The owner is changed by a transfer only."""

    code = fields.Code()
    name = fields.Text(120)
    type = fields.Text(40)
    source = fields.Choice(*SOURCES)
    grade = fields.Choice(*GRADES, allow_none=True)
    industry = fields.Text(60)
    area = fields.Text(60)
    address = fields.Text(300)
    phone = fields.Text(40, metadata={"hide": "contact_phone"})
    credit_limit = fields.Money(minimum=0, allow_none=True)
    credit_days = fields.WholeNumber(0, 3650)
    active = fields.Boolean()
    collision_confirmed = fields.Boolean(load_default=False)

    @post_load
    def gather(self, loaded: dict, **_: object) -> dict:
        """What was sent of the customer apart from what steers the change."""
        steering = {name: loaded.pop(name) for name in ("expected_version", "collision_confirmed")}
        return {"values": loaded, **steering}


class CustomerView(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    owner_id = fields.Id()
    owner_name = fields.Text()
    org_path = fields.Text()
    type = fields.Text()
    source = fields.Text()
    grade = fields.Text(allow_none=True)
    industry = fields.Text()
    area = fields.Text()
    address = fields.Text(300)
    phone = fields.Text(metadata={"hide": "contact_phone"})
    credit_limit = fields.Money(allow_none=True)
    credit_days = fields.WholeNumber()
    active = fields.Boolean()
    registered_at = fields.Instant()
    updated_at = fields.Instant()
    last_contact_at = fields.Instant(allow_none=True)
    next_contact_on = fields.LocalDate(allow_none=True)
    completeness = fields.WholeNumber(metadata={"description": "Per cent of the counted fields that are filled in"})
    version = fields.WholeNumber()


class ContactView(NewContact):
    id = fields.Id()
    customer_id = fields.Id()
    is_primary = fields.Boolean(data_key="primary", attribute="is_primary")
    version = fields.WholeNumber()


class CollisionHit(Schema):
    """A customer that was meant. A foreign one has no id and no code, and name and phone are masked."""

    kind = fields.Text(metadata={"description": "phone, exact, substring, pinyin, initials, similar, inside"})
    score = fields.WholeNumber(0, 100)
    own = fields.Boolean(metadata={"description": "Within one's reach: it may be opened"})
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    phone = fields.Text(metadata={"hide": "contact_phone"})
    owner_name = fields.Text()


class CustomerDetail(CustomerView):
    contacts = fields.List(fields.Nested(ContactView))
    warnings = fields.List(
        fields.Nested(CollisionHit), metadata={"description": "Similar customers; only when one was just entered"}
    )


class CustomerQuery(ListQuery):
    """`q` is part of a name, its pinyin or initials, the beginning of a code, or the last digits of a phone number."""

    q = fields.Text(120, load_default="")
    owner_id = fields.Id(load_default=None)
    grade = fields.Choice(*GRADES, "none", load_default=None)
    source = fields.Choice(*SOURCES, load_default=None)
    area = fields.Text(60, load_default="")
    industry = fields.Text(60, load_default="")
    active = fields.Boolean(load_default=None)
    incomplete = fields.Boolean(load_default=False)
    not_updated_days = fields.WholeNumber(1, 36500, load_default=None)
    contact_due_by = fields.LocalDate(load_default=None)


CustomerPage = page_of(CustomerView)
