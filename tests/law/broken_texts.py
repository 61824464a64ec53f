"""Broken law files: one text for each fault that a loader can find."""

from gongkai.law.calendar import notices
from gongkai.law.catalogue import areas, disclosures
from gongkai.law.deadlines import deadlines
from gongkai.law.fees import tariffs
from gongkai.law.files import text_of
from gongkai.law.hours import sessions
from gongkai.law.outcomes import outcomes
from gongkai.law.parameters import parameters
from gongkai.law.receipt import rules
from gongkai.law.reconsideration import bodies
from gongkai.law.sources import sources

PARAMETER = '[[parameters]]\nkey = "{key}"\ntitle = "试"\nvalues = [{values}]\n'
VALUE = '{ from = 2020-01-01, value = 3, law = "OGI 26", confidence = "read" }'
SOURCE = """
id = "X"
title = "试"
short = "试"
issuer = "试"
number = ""
in_force_from = 2020-01-01
confidence = "memory"
"""
YEAR = "calendar/2025.toml"
NATURAL_WITH_PAUSE = """
[[deadlines]]
key = "x.y"
title = "试"
starts = "试"
given = "months"
law = "OGI 35"
pauses = [{ party = "organ", title = "试", law = "OGI 33.3" }]
"""
OTHER_ORGAN = 'title = "征求其他机关意见", law = "OGI 33.3"'

# name → (file, broken text or what to put for what, loader, place, what it says)
BROKEN = {
    "not toml": ("parameters.toml", "[[parameters", parameters, "", "不是有效的 TOML"),
    "no list": ("parameters.toml", "other = 1", parameters, "parameters", "缺少 [[parameters]]"),
    "no unit": (
        "parameters.toml",
        PARAMETER.format(key="foi.reply", values=VALUE),
        parameters,
        "foi.reply",
        "名称应以单位结尾",
    ),
    "entry that is no table": (
        "parameters.toml",
        "parameters = [1]",
        parameters,
        "parameters[1]",
        "一组项目",
    ),
    "article that is no number": (
        "sources.toml",
        ("{ 4 = 5, 20", "{ four = 5, 20"),
        sources,
        "sources[1].items",
        "“four”不是条号",
    ),
    "no values": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=""),
        parameters,
        "a.b_months.values",
        "至少要有一个值",
    ),
    "values out of order": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=f"{VALUE}, {VALUE}"),
        parameters,
        "a.b_months.values",
        "从早到晚",
    ),
    "value is no number": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("3", '"三"')),
        parameters,
        "a.b_months.values[1].value",
        "应为整数",
    ),
    "value is truth": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("3", "true")),
        parameters,
        "a.b_months.values[1].value",
        "应为整数",
    ),
    "value below one": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("3", "0")),
        parameters,
        "a.b_months.values[1].value",
        "应大于零",
    ),
    "no such month and day": (
        "parameters.toml",
        PARAMETER.format(key="a.b_month_day", values=VALUE.replace("3", '"02-30"')),
        parameters,
        "a.b_month_day.values[1].value",
        "应为月-日",
    ),
    "start is text": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("2020-01-01", '"2020"')),
        parameters,
        "a.b_months.values[1].from",
        "应为日期",
    ),
    "start is a moment": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("2020-01-01", "2020-01-01T00:00:00")),
        parameters,
        "a.b_months.values[1].from",
        "不带时刻",
    ),
    "unknown confidence": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace('"read"', '"sure"')),
        parameters,
        "a.b_months.values[1].confidence",
        "之一",
    ),
    "value without law": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace('law = "OGI 26", ', "")),
        parameters,
        "a.b_months.values[1].law",
        "缺少这一项",
    ),
    "misspelt key": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE.replace("law =", "laws =")),
        parameters,
        "a.b_months.values[1].laws",
        "没有这种项目",
    ),
    "parameter twice": (
        "parameters.toml",
        PARAMETER.format(key="a.b_months", values=VALUE) * 2,
        parameters,
        "a.b_months",
        "写了两次",
    ),
    "source twice": (
        "sources.toml",
        f"[[sources]]{SOURCE}[[sources]]{SOURCE}",
        sources,
        "sources[2].id",
        "重复",
    ),
    "source without title": (
        "sources.toml",
        f"[[sources]]{SOURCE}".replace("title =", "name ="),
        sources,
        "sources[1].name",
        "没有这种项目",
    ),
    "source of unknown confidence": (
        "sources.toml",
        f"[[sources]]{SOURCE}".replace('confidence = "memory"', 'confidence = "x"'),
        sources,
        "sources[1].confidence",
        "之一",
    ),
    "deadline with two lengths": (
        "deadlines.toml",
        ('given = "working_days"', 'given = "months"\nparameter = "x"', 1),
        deadlines,
        "foi.supplement_answer",
        "有且只有一个",
    ),
    "deadline of unknown unit": (
        "deadlines.toml",
        ('given = "working_days"', 'given = "weeks"', 1),
        deadlines,
        "foi.supplement_answer.given",
        "之一",
    ),
    "deadline of unknown parameter": (
        "deadlines.toml",
        ('parameter = "foi.reply_', 'parameter = "foi.rely_'),
        deadlines,
        "foi.reply.parameter",
        "没有“foi.rely_working_days”这个参数",
    ),
    "extension in another unit": (
        "deadlines.toml",
        text_of("deadlines.toml").replace(
            'extension = "foi.extension_working_days"',
            'extension = "oversight.reconsideration_extension_natural_days"',
        ),
        deadlines,
        "foi.reply.extension",
        "没有以 working_days 计的参数",
    ),
    "limit that is no clock": (
        "deadlines.toml",
        text_of("deadlines.toml").replace(
            'ask_within = "foi.supplement_notice"', 'ask_within = "foi.nothing"'
        ),
        deadlines,
        "foi.reply",
        "foi.nothing",
    ),
    "deadline twice": (
        "deadlines.toml",
        ('key = "foi.co_maker"', 'key = "foi.third_party"'),
        deadlines,
        "foi.third_party",
        "写了两次",
    ),
    "pause in natural days": (
        "deadlines.toml",
        text_of("deadlines.toml") + NATURAL_WITH_PAUSE,
        deadlines,
        "x.y",
        "只有以工作日计的期限",
    ),
    "restart without title": (
        "deadlines.toml",
        ('reason = "supplement", title = "补正",', 'reason = "supplement",'),
        deadlines,
        "foi.reply.restarts[1].title",
        "缺少这一项",
    ),
    "pause without law": (
        "deadlines.toml",
        (OTHER_ORGAN, OTHER_ORGAN.split(",")[0]),
        deadlines,
        "foi.reply.pauses[3].law",
        "缺少这一项",
    ),
    "calendar of another year": (
        YEAR,
        ("year = 2025", "year = 2024"),
        lambda: notices(2025),
        "year",
        "应为2025",
    ),
    "notice published before it was made": (
        YEAR,
        ("published_on = 2024-11-12", "published_on = 2024-11-11"),
        lambda: notices(2025),
        "notices[1].published_on",
        "不能早于成文日期",
    ),
    "holiday that ends before it begins": (
        YEAR,
        ("to = 2025-02-04", "to = 2025-01-04"),
        lambda: notices(2025),
        "notices[1].holidays[2].to",
        "不早于起始日",
    ),
    "make-up day on a Monday": (
        YEAR,
        ("2025-09-28", "2025-09-29"),
        lambda: notices(2025),
        "notices[1].holidays[6].make_up_days",
        "星期一，本来就上班",
    ),
    "day of another year": (
        YEAR,
        ("2025-09-28", "2026-09-27"),
        lambda: notices(2025),
        "notices[1].holidays[6]",
        "不在2025年",
    ),
    "notice of unknown confidence": (
        YEAR,
        ('"confirmed"', '"rumour"'),
        lambda: notices(2025),
        "notices[1].confidence",
        "之一",
    ),
    "outcome of unknown remedy": (
        "outcomes.toml",
        ('remedy = "none"', 'remedy = "prayer"'),
        outcomes,
        "other_misc.remedy",
        "没有“prayer”这种救济方式",
    ),
    "remedy before nothing": (
        "outcomes.toml",
        ('before = "either"', 'before = "neither"', 1),
        outcomes,
        "review_first.before",
        "没有“neither”",
    ),
    "outcome twice": (
        "outcomes.toml",
        ('key = "partial"', 'key = "granted"'),
        outcomes,
        "granted",
        "写了两次",
    ),
    "outcome without a row in one edition": (
        "outcomes.toml",
        ('annual-2019 = "partial", ', ""),
        outcomes,
        "rows",
        "每一版",
    ),
    "tariff with a gap": (
        "fees.toml",
        ("from = 31, to = 100", "from = 32, to = 100"),
        tariffs,
        "tariffs[2].brackets[2].from",
        "首尾相接",
    ),
    "tariff with an end": (
        "fees.toml",
        ('to = 0, yuan = "40"', 'to = 900, yuan = "40"'),
        tariffs,
        "tariffs[2].brackets",
        "最后一档",
    ),
    "bracket backwards": (
        "fees.toml",
        ("from = 31, to = 100", "from = 31, to = 20"),
        tariffs,
        "tariffs[2].brackets[2].to",
        "不能小于",
    ),
    "money that is none": (
        "fees.toml",
        ('yuan = "40"', 'yuan = "四十"'),
        tariffs,
        "tariffs[2].brackets[4].yuan",
        "不是金额",
    ),
    "money below nothing": (
        "fees.toml",
        ('yuan = "40"', 'yuan = "-40"'),
        tariffs,
        "tariffs[2].brackets[4].yuan",
        "不能为负",
    ),
    "step without addition": (
        "fees.toml",
        (', add = "100"', ""),
        tariffs,
        "tariffs[1].brackets[3].step",
        "同时写",
    ),
    "areas out of order": ("areas.toml", ("number = 2,", "number = 3,"), areas, "areas[2]", "从1起连续"),
    "item of unknown level": (
        "disclosures.toml",
        ('level = "township"', 'level = "village"', 1),
        disclosures,
        "disclosures[23].level",
        "之一",
    ),
    "item twice": (
        "disclosures.toml",
        ("a20_02_org", "a20_01_rules"),
        disclosures,
        "disclosures[2].key",
        "重复",
    ),
    "session that is none": (
        "sessions.toml",
        ('"12:00"', '"noon"'),
        sessions,
        "sessions[1].hours[1]",
        "这样的时段",
    ),
    "sessions overlap": (
        "sessions.toml",
        ('"14:30"', '"11:30"'),
        sessions,
        "sessions[1].hours[2]",
        "不得重叠",
    ),
    "day that is none": (
        "receipts.toml",
        ('day = "posted_on"', 'day = "weighed_on"'),
        lambda: rules("services"),
        "services[3].day",
        "之一",
    ),
    "intake twice": (
        "receipts.toml",
        ('key = "fax"', 'key = "email"'),
        lambda: rules("receipts"),
        "receipts[6].key",
        "重复",
    ),
    "no session": (
        "sessions.toml",
        '[[sessions]]\nfrom = 2020-01-01\nlaw = "HOUSE"\nhours = []\n',
        sessions,
        "sessions[1].hours",
        "至少要有一个时段",
    ),
    "reconsideration rule twice": (
        "reconsideration.toml",
        ('key = "township_1999"', 'key = "township"'),
        bodies,
        "bodies[12].key",
        "重复",
    ),
    "reconsideration with nobody": (
        "reconsideration.toml",
        ('to = ["upper"]', 'to = ["mayor"]'),
        bodies,
        "bodies[4].to",
        "region",
    ),
    "neither reconsideration nor appeal": (
        "reconsideration.toml",
        ('way = "appeal"', 'way = "suit"'),
        bodies,
        "bodies[8].way",
        "appeal",
    ),
    "kinds that are no words": (
        "reconsideration.toml",
        ('kinds = ["government", "office"]', "kinds = [1]"),
        bodies,
        "bodies[4].kinds",
        "文字的列表",
    ),
}
