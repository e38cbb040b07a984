"""Warehouses, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of


class CreateWarehouse(Schema):
    id = fields.Id()
    code = fields.Code(required=True)
    name = fields.Text(required=True)


class ChangeWarehouse(Expected):
    """Only the fields that are sent change. A default is taken over by naming another: `"is_default": true`."""

    name = fields.Text(filled=True)
    active = fields.Boolean()
    is_default = fields.Boolean(validate=validate.Equal(True))


class WarehouseView(Schema):
    id = fields.Id()
    code = fields.Code()
    name = fields.Text()
    active = fields.Boolean()
    is_default = fields.Boolean()
    version = fields.WholeNumber()


WarehouseQuery = ListQuery
WarehousePage = page_of(WarehouseView)
