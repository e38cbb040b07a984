"""Suppliers as finance knows them, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class SupplierRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()


class SupplierQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": "Part of the code or the name"})


SupplierPage = page_of(SupplierRow)
