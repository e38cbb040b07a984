"""Places that Chinese company names begin with: provinces and the larger cities, in short; 省 and 市 may follow."""

PROVINCES = """
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
    陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
""".split()  # noqa: SIM905 -- a page of quoted commas is not read by anybody

CITIES = """
    石家庄 唐山 秦皇岛 邯郸 保定 廊坊 沧州 太原 大同 呼和浩特 包头 沈阳 大连 鞍山 长春 哈尔滨 大庆
    南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 常熟 张家港
    杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 马鞍山
    福州 厦门 莆田 泉州 漳州 南昌 九江 赣州 济南 青岛 淄博 东营 烟台 潍坊 济宁 威海 临沂
    郑州 洛阳 南阳 武汉 宜昌 襄阳 长沙 株洲 湘潭 岳阳 衡阳
    广州 深圳 珠海 汕头 佛山 江门 湛江 茂名 惠州 东莞 中山 揭阳 南宁 柳州 桂林 北海 海口 三亚
    成都 绵阳 德阳 宜宾 贵阳 遵义 昆明 大理 拉萨 西安 咸阳 宝鸡 兰州 西宁 银川 乌鲁木齐
""".split()  # noqa: SIM905 -- a page of quoted commas is not read by anybody

AUTONOMOUS = ["广西壮族自治区", "宁夏回族自治区", "新疆维吾尔自治区", "内蒙古自治区", "西藏自治区"]

PLACE = "|".join(
    [f"(?:{'|'.join(AUTONOMOUS)})"] + [f"{place}[省市]?" for place in sorted(PROVINCES + CITIES, key=len, reverse=True)]
)
