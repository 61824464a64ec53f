"""The title of an application in lists (内容摘要), made from what was asked where nobody wrote one.

Nothing of a person stands in it: particulars that are known are taken out, and so is what looks like a number
or an address of somebody; what cannot be made safe is not made. Pure Python. Law: PIPL 6; PIPL 28.
"""

import re
from collections.abc import Iterable

from gongkai.casework.personal import personal_data

PLAIN = "政府信息公开申请"
MOST = 36
_OPENING = re.compile(
    r"^(?:您好|你好|尊敬的[^，,：:]{1,12})?[，,：:！!\s]*"
    r"(?:现|特|兹|依法|根据[^，,]{0,30}[，,])*"
    r"(?:(?:我|本人|我们|申请人|我单位|本单位)?(?:想要?|需要?|希望|要求|申请|请求|请|了解|查询|获取|公开|提供|贵[局府机关单位办]{0,3})+)"
    r"[：:，,\s]*"
)
_SELF = re.compile(
    r"(?:本人|我叫|我是|我名叫|申请人|姓名|联系人)[：:\s]*[\u4e00-\u9fff·]{2,4}(?=[，,。；;（(\s]|$)[，,。；;\s]*"
)
_NUMBERS = re.compile(r"\d[\d\s\-－—]{6,}[\dXx]|[\w.+-]+@[\w.-]+")

_HARMLESS = re.compile(
    "关于|工程|过程|程序|规程|议程|课程|资金|基金|金额|奖金|现金|金融|方案|方式|方面|方法|地方|双方|甲方|乙方"
    "|高[中速校温压新质标龄]|提高|任务|责任|主任|任[免职命]|田地|农田|万元|万亩|水利|石油|江河|黄河|张贴|安康"
)
_SURNAME = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    "[\u4e00-\u9fff]"
)
"""What may begin the name of somebody else. Too much is taken for one rather than too little: then the title
is the plain one.
"""


def title_of(items: Iterable[str], known: Iterable[str] = ()) -> str:
    """A title from the first thing asked for; ``known`` are particulars of people that must not be in it.

    >>> title_of(["我想申请公开2024年度防汛经费使用情况。请邮寄给我。"])
    '2024年度防汛经费使用情况'
    >>> title_of(["本人张三丰，身份证41022319900101123X，申请公开城关镇低保名单"], ["张三丰"])
    '城关镇低保名单'
    >>> title_of(["关于王小二信访事项的材料"]), title_of(["13800000000"])
    ('政府信息公开申请', '政府信息公开申请')
    """
    text = next((each.strip() for each in items if each.strip()), "")
    for each in sorted({one.strip() for one in known if len(one.strip()) > 1}, key=len, reverse=True):
        text = text.replace(each, "")
    text = _NUMBERS.sub("", _SELF.sub("", text))
    clauses = [_OPENING.sub("", each.strip()) for each in re.split(r"[。；;！!？?\n，,]", text)]
    title = next((each for each in clauses if len(each) >= 5), "")
    named = _SURNAME.search(_HARMLESS.sub("，", title)) if title else None
    if not title or named or next(personal_data(title), None) is not None:
        return PLAIN
    return title if len(title) <= MOST else f"{title[: MOST - 1]}…"
