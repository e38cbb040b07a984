"""The twelve people of the demo company and the tree they sit in. Names are invented, no number can be dialled."""

from .rows import Row, table

COMPANY = "上海禾屿谷五金机电有限公司（演示）"

UNITS = f"""
{COMPANY}|company|
上海总部|branch|{COMPANY}
苏州分公司|branch|{COMPANY}
上海销售一组|team|上海总部
采购仓储组|team|上海总部
财务组|team|上海总部
苏州销售组|team|苏州分公司
"""

# Twelve roles for twelve people, four of whom sell: so two of the others wear a second hat, as in any small company.
# Neither hat touches the other: one counts cash and audits contact records, one keeps the warehouse and the computers.
EMPLOYEES = f"""
E001|qian|钱守谷|总经理||{COMPANY}|owner|
E002|shen|沈若川|销售总监|E001|上海总部|sales_director|
E003|fang|方知远|销售主管|E002|上海销售一组|sales_manager|
E004|ming|明晓舟|业务员|E003|上海销售一组|salesperson|
E005|song|宋其禾|业务员|E003|上海销售一组|salesperson|
E006|gu|顾长屿|苏州分公司经理|E002|苏州分公司|branch_manager|
E007|lu|陆予安|业务员|E006|苏州销售组|salesperson|
E008|jiang|江一苇|销售助理|E003|上海销售一组|sales_assistant|E004;E005;E007
E009|zhou|周正帆|财务主管|E001|财务组|finance_manager|
E010|he|何小满|出纳兼稽核|E009|财务组|cashier;auditor|
E011|li|李采芹|采购员|E001|采购仓储组|purchaser|
E012|tang|唐大椿|仓管兼网管|E011|采购仓储组|warehouse_keeper;administrator|
"""


def units() -> list[Row]:
    """The org tree, parents before their children: name, kind (company, branch, team), parent."""
    return table("name kind parent", UNITS)


def employees() -> list[Row]:
    """Superiors before their subordinates. `role` and `serves` hold codes separated by semicolons."""
    rows = table("code username name title superior unit role serves", EMPLOYEES)
    return [row | {"phone": mobile(n), "email": f"{row['username']}@heyugu.example"} for n, row in enumerate(rows, 1)]


def mobile(serial: int) -> str:
    """A number that looks like a mobile and rings nowhere: 154 was never given to an operator."""
    return f"1540000{serial % 10000:04d}"


def landline(area_code: str, serial: int) -> str:
    """A number that looks like a landline and rings nowhere: no local number begins with a zero."""
    return f"{area_code}-0000{serial % 10000:04d}"
