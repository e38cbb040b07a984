"""Invented names of companies, people and streets, put together from syllables.

Three uncommon syllables make a company's core name, so that no real company is meant. Each syllable of the last
two tables has a twin of the same sound: what a collision check (F9) must find although no character agrees.
"""

from random import Random

FIRST = "禾砚芷屿樾岚澍沅芃苒舷棠翊珩筱淼桉瑭霁洺"
SECOND = dict(zip("沐澜钧铭峻烨泓骏璟驰", "木兰君茗俊业宏郡景池", strict=True))
THIRD = dict(zip("舟昌昊铂锦凯辰韵垣霖", "洲常浩博谨楷晨运原琳", strict=True))
HOMOPHONES = SECOND | THIRD

TRADES = {
    "机械加工": ["精密机械", "机械设备", "数控机械"],
    "汽车零部件": ["汽车零部件", "汽配制造"],
    "电子制造": ["电子科技", "电子元件"],
    "食品机械": ["食品机械", "包装机械"],
    "工程安装": ["机电安装工程", "建筑工程"],
    "纺织印染": ["纺织", "印染"],
    "物业维保": ["物业服务", "设备维保"],
    "五金零售": ["五金经营部", "五金商行"],
}
SURNAMES = "赵孙吴郑王冯陈褚卫蒋韩杨朱秦许曹严金魏陶姜戚谢邹苏潘葛范彭鲁韦马苗花俞任袁柳史单曾解仇"
GIVEN = "立安文和思远晓峰海宁佳禾春生国梁雪松志成若楠建秋玉衡小川永康静仪可为"
STREETS = ["禾屿路", "砚山路", "芷江东街", "星槎路", "渔樵路", "澍园路", "石湖东路", "锦桉大道"]


def core_name(rng: Random) -> str:
    return rng.choice(FIRST) + rng.choice(list(SECOND)) + rng.choice(list(THIRD))


def person(rng: Random) -> str:
    start = 2 * rng.randrange(len(GIVEN) // 2)
    return rng.choice(SURNAMES) + GIVEN[start : start + 2]


def company(place: str, core: str, trade: str) -> str:
    """The full name in its usual form; a shop has no legal suffix."""
    suffix = "" if trade.startswith("五金") else "有限公司"
    return f"{place}{core}{trade}{suffix}"


def look_alikes(place: str, core: str, trade: str) -> list[str]:
    """The same core name as others write it: place in brackets, another legal form, characters of the same sound."""
    alike = core[0] + "".join(HOMOPHONES[syllable] for syllable in core[1:])
    return [f"{core}{trade}（{place}）有限公司", f"{place}{core}{trade}有限责任公司", company(place, alike, trade)]
