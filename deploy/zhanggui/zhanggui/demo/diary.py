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
phone|跟{name}核对上月送货单，数量和单价都对得上。|对账无误
email|发了本月对账单，请对方盖章回传。|已回传
phone|{name}反映有一批{product}包装破损，答应下次送货换掉。|客户认可
visit|跟{title}{name}谈年度框架价，对方希望再让两个点。|回来请示上级
im|发了新到的{product}价格，比去年略涨，说明是原材料涨价。|表示理解
other|客户来仓库自提{product}，当面聊了下半年的用量。|预计比上半年多三成
""",
    "quiet": """
phone|很久没下单了，打电话问{name}，说今年订单少，停了两条线。|保持联系
visit|上门回访，原来的采购换人了，现在是{name}负责，重新做了介绍。|答应下次询价带上我们
phone|{name}说{product}改从网上买了，单价便宜，但没有售后。|准备一份对比报价
im|节前给{name}发了问候和促销价目表。|回了谢谢，没有谈采购
phone|问{name}最近有没有要补的{product}，说仓库还有存货，用完再说。|两周后再问
""",
}
KINDS = {"potential": "potential", "lost": "quiet", "overdue": "quiet"}

# Days from today of the next contact that the latest record of a customer plans; None plans nothing.
NEXT = [0, 1, 3, -2, 7, None, 0, 14, -6, 1, 5, 30, -15, 2, None, 10]


def contact_records(customers: list[Row], products: list[Row], count: int) -> list[Row]:
    """So many records, oldest first. `next_contact_in_days` counts from today (negative: overdue) and may be empty.

    Every customer it comes to has two or three of them, so that a later record has answered an earlier plan.
    """
    records: list[Row] = []
    for turn, index in enumerate(chance("diary").sample(range(len(customers)), len(customers))):
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
    for topic in rng.sample(_topics(index), 2 + turn % 2):
        cells = {"customer": customer["code"], "employee": customer["owner"], "days_ago": str(days_ago)}
        said = _said(topic, customer, rng.choice(products))
        records.append(cells | said | {"next_contact_in_days": "" if planned is None else str(planned)})
        planned = -days_ago
        days_ago += rng.randrange(4, 13)
    return records


def _topics(index: int) -> list[str]:
    return TOPICS[KINDS.get(standing(index), "buying")].strip().splitlines()


def _said(topic: str, customer: Row, product: Row) -> Row:
    channel, content, result = topic.split("|")
    words = {"name": customer["contact_name"], "title": customer["contact_title"], "industry": customer["industry"]}
    return {"channel": channel, "content": content.format(product=product["name"], **words), "result": result}
