"""Suppliers, in and out."""

from chassis.operations import Expected, ListQuery, Schema, fields, page_of


class CreateSupplier(Schema):
    id = fields.Id()
    code = fields.Code(required=True)
    name = fields.Text(required=True)
    contact_name = fields.Text(load_default="")
    contact_title = fields.Text(load_default="")
    address = fields.Text(500, load_default="")
    phone = fields.Text(60, load_default="")
    payment_days = fields.WholeNumber(0, 3650, load_default=30)


class ChangeSupplier(Expected):
    """Only the fields that are sent change."""

    name = fields.Text(filled=True)
    contact_name = fields.Text()
    contact_title = fields.Text()
    address = fields.Text(500)
    phone = fields.Text(60)
    payment_days = fields.WholeNumber(0, 3650)
    active = fields.Boolean()


class SupplierView(Schema):
    id = fields.Id()
    code = fields.Code()
    name = fields.Text()
    contact_name = fields.Text()
    contact_title = fields.Text()
    address = fields.Text(500)
    phone = fields.Text(60)
    payment_days = fields.WholeNumber()
    active = fields.Boolean()
    version = fields.WholeNumber()


class SupplierQuery(ListQuery):
    q = fields.Text(load_default=None)
    active = fields.Boolean(load_default=None)


SupplierPage = page_of(SupplierView)
