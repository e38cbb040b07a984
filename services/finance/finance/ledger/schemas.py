"""The ledger, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class TrialBalanceQuery(Schema):
    as_of = fields.LocalDate(load_default=None)


class TrialBalanceRow(Schema):
    account = fields.Text()
    name_zh = fields.Text()
    name_en = fields.Text()
    kind = fields.Text()
    debit = fields.Money()
    credit = fields.Money()
    balance = fields.Money(metadata={"description": "debit − credit"})


class TrialBalanceTotal(Schema):
    debit = fields.Money()
    credit = fields.Money()


class TrialBalance(Schema):
    as_of = fields.LocalDate()
    rows = fields.List(fields.Nested(TrialBalanceRow))
    total = fields.Nested(TrialBalanceTotal)


class JournalQuery(ListQuery):
    account = fields.Text(20, load_default=None)
    from_ = fields.LocalDate(data_key="from", attribute="since", load_default=None)
    to = fields.LocalDate(attribute="until", load_default=None)
    source_id = fields.Id(load_default=None)


class JournalLineRow(Schema):
    account = fields.Text()
    debit = fields.Money()
    credit = fields.Money()


class JournalEntryRow(Schema):
    id = fields.Id()
    posted_on = fields.LocalDate()
    kind = fields.Text()
    source_id = fields.Id()
    number = fields.Text()
    recorded_at = fields.Instant()
    lines = fields.List(fields.Nested(JournalLineRow))


JournalPage = page_of(JournalEntryRow)


class AccountRow(Schema):
    code = fields.Text()
    name_zh = fields.Text()
    name_en = fields.Text()
    kind = fields.Text()
    is_money = fields.Boolean()


class Accounts(Schema):
    rows = fields.List(fields.Nested(AccountRow))
