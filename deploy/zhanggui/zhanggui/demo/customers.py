"""The customers of the demo company: 200 at scale 1, each with a standing that decides how the story goes on."""

from .names import STREETS, TRADES, company, core_name, look_alikes, person
from .people import landline, mobile
from .rows import Row, chance

CUSTOMERS = 200

# One letter per customer, repeated: P potential, L lost, O overdue, N new, A active, V active with live documents.
STANDINGS = "AVAPAOAPVNALAPVAOAPA"
NAMES_OF_STANDINGS = {"P": "potential", "L": "lost", "O": "overdue", "N": "new", "A": "active", "V": "live"}

# Nine places, so that owners and standings (twenty) drift past each other and everyone has some of each.
OWNERS = ["E004", "E007", "E005", "E004", "E006", "E007", "E005", "E004", "E003"]
# City, how its addresses begin, telephone area.
AROUND_SHANGHAI = [
    ("上海", "上海市嘉定区", "021"),
    ("上海", "上海市松江区", "021"),
    ("嘉兴", "嘉兴市南湖区", "0573"),
    ("南通", "南通市海门区", "0513"),
]
AROUND_SUZHOU = [
    ("苏州", "苏州市吴江区", "0512"),
    ("昆山", "昆山市玉山镇", "0512"),
    ("无锡", "无锡市惠山区", "0510"),
    ("常州", "常州市武进区", "0519"),
]
SOURCES = ["名片", "展会", "广告", "转介绍", "网络", "上门"]
TITLES = ["采购经理", "采购员", "设备科长", "仓库主管", "总经理", "维修班长"]
CREDIT_DAYS = {
    "P": [0],
    "L": [30],
    "O": [15, 30, 45, 60],
    "N": [0, 0, 15],
    "A": [0, 15, 30, 30, 45],
    "V": [7, 15, 30, 30, 45],
}
GRADES = {"P": "ABC", "L": "C", "O": "B", "N": "A", "A": "AAB", "V": "A"}
EVERY_IS_A_LOOK_ALIKE = 29


def standing(index: int) -> str:
    """potential, lost, overdue, new, active or live: what the customer of this place in the list is to the company."""
    return NAMES_OF_STANDINGS[_letter(index)]


def customers(count: int = CUSTOMERS) -> list[Row]:
    """The customer rows; codes and full names are unique. Credit limits in yuan, credit in days after shipping."""
    rows: list[Row] = []
    taken: set[str] = set()
    for index in range(count):
        origin = rows[index - 4] if index % EVERY_IS_A_LOOK_ALIKE == EVERY_IS_A_LOOK_ALIKE - 1 else None
        rows.append(_customer(index, taken, origin))
        taken.add(rows[-1]["name"])
    return [{column: cell for column, cell in row.items() if not column.startswith("_")} for row in rows]


def _customer(index: int, taken: set[str], origin: Row | None) -> Row:
    rng = chance(f"customer {index}")
    owner = OWNERS[index % len(OWNERS)]
    around = AROUND_SUZHOU if owner in ("E006", "E007") else AROUND_SHANGHAI
    if origin:
        around = [place for place in AROUND_SHANGHAI + AROUND_SUZHOU if place[0] == origin["_place"]]
    city, district, area_code = rng.choice(around)
    name = _look_alike(origin, index, taken) if origin else _fresh_name(index, city, taken)
    return {
        "code": f"C{index + 1:04d}",
        **name,
        "owner": owner,
        "source": rng.choice(SOURCES),
        "area": city,
        "address": f"{district}{rng.choice(STREETS)}{rng.randrange(1, 400)}号",
        "phone": landline(area_code, 1000 + index),
        "contact_name": person(rng),
        "contact_title": rng.choice(TITLES),
        "contact_mobile": mobile(1000 + index),
        **_terms(index),
    }


def _fresh_name(index: int, city: str, taken: set[str]) -> Row:
    rng = chance(f"name {index}")
    industry = rng.choice(list(TRADES))
    while True:
        core, trade = core_name(rng), rng.choice(TRADES[industry])
        name = company(city, core, trade)
        if name not in taken:
            break
    return {"name": name, "type": _type(industry), "industry": industry, "_place": city, "_core": core, "_trade": trade}


def _look_alike(origin: Row, index: int, taken: set[str]) -> Row:
    """A customer that may be the same firm as an earlier one, entered by a colleague in other words (F9)."""
    forms = look_alikes(origin["_place"], origin["_core"], origin["_trade"])
    turn = index // EVERY_IS_A_LOOK_ALIKE
    name = next(form for form in forms[turn % 3 :] + forms if form not in taken)
    return {key: origin[key] for key in ("type", "industry", "_place", "_core", "_trade")} | {"name": name}


def _type(industry: str) -> str:
    return {"五金零售": "经销商", "工程安装": "工程商", "物业维保": "服务商"}.get(industry, "生产企业")


def _terms(index: int) -> Row:
    """Grade and credit. Whoever has not bought yet has no credit; whoever has live documents always has some."""
    letter, rng = _letter(index), chance(f"terms {index}")
    limit = 0 if letter == "P" else 10_000 * rng.randrange(8, 21) if letter == "V" else 10_000 * rng.randrange(5, 13)
    return {
        "grade": rng.choice(GRADES[letter]),
        "credit_limit": str(limit),
        "credit_days": str(CREDIT_DAYS[letter][index // 7 % len(CREDIT_DAYS[letter])]),
    }


def _letter(index: int) -> str:
    return STANDINGS[index % len(STANDINGS)]
