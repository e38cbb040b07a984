"""Expenses, announcements and tasks: what keeps an office going besides its customers (F49, F64, F65)."""

from .rows import Row, chance, table

# category | item | person | days ago | yuan | method | note: each month's fixed costs, twice in the plan.
FIXED = """
房租|上海总仓租金|E009|{0}|28000.00|银行转账|季付分摊到月
房租|苏州仓租金|E009|{0}|12500.00|银行转账|
水电|上海电费|E010|{0}|3260.40|银行转账|
水电|苏州水电费|E010|{0}|1185.70|银行转账|
员工工资|上海总部工资|E009|{0}|86400.00|银行转账|十人
员工工资|苏州分公司工资|E009|{0}|23800.00|银行转账|两人
提成奖金|业务提成|E009|{0}|14620.00|银行转账|按回款计提
办公支出|宽带和电话费|E010|{0}|458.00|银行转账|
"""

# What salespeople spend on the road. item | least yuan | most yuan | note
ON_THE_ROAD = """
差旅费|80|600|拜访客户，高铁和住宿
招待费|120|880|请客户吃饭
油费|200|450|送样品跑客户
停车过路费|15|120|
快递费|12|90|寄样品和发票
样品费|50|380|客户试用
"""
TRAVELLERS = ["E004", "E005", "E007", "E006", "E003"]

ANNOUNCEMENTS = """
E001|月度会议安排|本月经营会定在月底最后一个周五下午两点，各部门请提前把数据整理好，苏州的同事视频参加。|20
E009|报销截止时间|本月报销单请在25号之前交到出纳何小满处，过期顺延到下月，发票抬头务必写全称。|12
E002|劳保用品促销|劳保手套和安全帽本月整箱95折，请业务员通知到手上的老客户，价格表已更新。|6
E012|仓库盘点通知|本周六上海总仓盘点，当天上午不发货，急单请周五中午前下单。|2
"""

TASKS = """
E003|E004|整理老客户资料|把名下客户的联系人和手机号补全，缺地址的也一并补上。|10|5
E002|E003|流失客户回访计划|挑十家一年没下单的老客户，排好人，逐家上门回访。|8|3
E009|E010|核对银行流水|上月银行流水和收款单逐笔核对，有差异的列出来。|6|-1
E001|E011|紧固件询价|现在的进价偏高，再找两家供应商比价，本周给我结果。|5|0
E006|E007|催收逾期货款|账期超过三十天的客户逐个打电话，把答应付款的日期记下来。|4|1
E003|E008|录入传真订单|今天传真过来的三份合同先录成草稿，规格不清楚的问业务员。|1|0
"""


def expenses(count: int) -> list[Row]:
    """So many expenses, oldest first; amounts in yuan."""
    columns = "category item person days_ago amount method note"
    fixed = [row for days_ago in (36, 6) for row in table(columns, FIXED.format(days_ago))][:count]
    road = [_on_the_road(n) for n in range(count - len(fixed))]
    return sorted(fixed + road, key=lambda row: -int(row["days_ago"]))


def announcements() -> list[Row]:
    return table("author title body days_ago", ANNOUNCEMENTS)


def tasks() -> list[Row]:
    """`due_in_days` counts from today; negative is overdue."""
    return table("author assignee title body days_ago due_in_days", TASKS)


def _on_the_road(n: int) -> Row:
    rng = chance(f"expense {n}")
    item, least, most, note = rng.choice(ON_THE_ROAD.strip().splitlines()).split("|")
    return {
        "category": "销售费用",
        "item": item,
        "person": TRAVELLERS[n % len(TRAVELLERS)],
        "days_ago": str(rng.randrange(0, 46)),
        "amount": f"{rng.randrange(int(least), int(most))}.{rng.randrange(0, 100, 10):02d}",
        "method": rng.choice(["现金", "微信"]),
        "note": note,
    }
