"""Contact records of the last weeks (F7, F8): by every channel, with plans due today, tomorrow, later and overdue."""

from .customers import standing
from .rows import Row, chance

# What is said depends on where the customer stands: still to be won, buying, or gone quiet. channel | content | result
TOPICS = {
    "potential": """
phone|给{name}打电话，介绍我们{product}有现货，对方目前用别家的，价格差不多。|同意先看样品
visit|第一次上门，见到{title}{name}，看了车间，每月耗材用量不小。|留了样本册和报价
im|加了{name}微信，发了{product}的参数和图片。|说要跟技术确认规格
email|把{product}的报价单和检测报告发到对方邮箱。|已读，等回复
phone|跟进上次报价，{name}说预算要等下个季度批。|下季度再联系
other|展会上换的名片，回来后做了登记，主要做{industry}。|有采购意向，先约上门
visit|带样品过去试用，{product}现场试了两次，效果满意。|等采购部比价
phone|打了两次都没人接，总机说{name}出差。|改天再打
""",
    "buying": """
phone|例行回访，{name}说上批{product}用着没问题，库存还够两周。|月底补货
visit|上门对账，顺便看了他们仓库，{product}快见底了，提醒{name}提前下单。|口头答应这周下单
im|{name}在微信上问{product}有没有现货，当场查了库存回复。|让助理做报价
phone|催上个月的货款，{name}说发票已经交财务，在排款。|答应下周付
email|发了本月对账单，请对方盖章回传。|已回传
phone|{name}反映有两盒{product}包装破损，答应下次送货换掉。|客户认可
visit|跟{title}{name}谈年度框架价，对方希望再让两个点。|回来请示方主管
im|发了新到的{product}价格，比去年略涨，说明是原材料涨价。|表示理解
other|客户来仓库自提{product}，当面聊了下半年的用量。|预计比上半年多三成
""",
    "quiet": """
phone|很久没下单了，打电话问{name}，说今年订单少，停了两条线。|保持联系
visit|上门回访，原来的采购换人了，现在是{name}负责，重新做了介绍。|答应下次询价带上我们
phone|{name}说{product}改从网上买了，单价便宜，但没有售后。|准备一份对比报价
im|节前给{name}发了问候和促销价目表。|回了谢谢，没有谈采购
phone|催旧账，{name}说老板不在，付不了。|约好日期再催，必要时请周主管出面
""",
}
KINDS = {"potential": "potential", "lost": "quiet", "overdue": "quiet"}

# Days from today of the next contact that the latest record of a customer plans; None plans nothing.
NEXT = [0, 1, 3, -2, 7, None, 0, 14, -6, 1, 5, 30, -15, 2, None, 10]


def contact_records(customers: list[Row], products: list[Row], count: int) -> list[Row]:
    """So many records, oldest first. `next_contact_in_days` counts from today (negative: overdue) and may be empty.

    Two customers of four have two records and two have three, so that a later record has answered an earlier plan.
    """
    records: list[Row] = []
    step = max(1, len(customers) * 5 // (2 * count))
    for turn, index in enumerate(i for start in range(step) for i in range(start, len(customers), step)):
        if len(records) >= count:
            break
        records += _story(turn, index, customers[index], products)
    return sorted(records[:count], key=lambda record: (-int(record["days_ago"]), record["customer"]))


def _story(turn: int, index: int, customer: Row, products: list[Row]) -> list[Row]:
    """The records of one customer, latest first: each earlier one planned the contact that then took place."""
    rng = chance(f"diary of {customer['code']}")
    planned = NEXT[turn % len(NEXT)]
    days_ago = rng.randrange(1, 10) - min(0, planned or 0)
    records = []
    for _ in range(2 + turn % 2):
        cells = {"customer": customer["code"], "employee": customer["owner"], "days_ago": str(days_ago)}
        said = _said(index, customer, products, days_ago)
        records.append(cells | said | {"next_contact_in_days": "" if planned is None else str(planned)})
        planned = -days_ago
        days_ago += rng.randrange(4, 13)
    return records


def _said(index: int, customer: Row, products: list[Row], days_ago: int) -> Row:
    rng = chance(f"said to {customer['code']} {days_ago}")
    topics = TOPICS[KINDS.get(standing(index), "buying")].strip().splitlines()
    channel, content, result = rng.choice(topics).split("|")
    words = {"name": customer["contact_name"], "title": customer["contact_title"], "industry": customer["industry"]}
    spoken = content.format(product=rng.choice(products)["name"], **words)
    return {"channel": channel, "content": spoken, "result": result}
