"""What a web site or a law database prints around a regulation: paths, buttons, facts in 【】, links to other texts.

Guarantees: only whole lines are judged, none that says something of its own; they stay in the text, as head matter
above the body and as paragraphs of the text itself, of no article, below it.
"""
from __future__ import annotations

import re
from typing import Final

from scripts.model import Event
from scripts.parse.dates import first_date

_PATH: Final = re.compile(
    r"首页\s*[>》»›|/＞-]|^[^<《〈]*[>»›＞][^<《〈]*[>»›＞]|(?:当前|所在|您的?|你的?)(?:所在)?位置[：:]|设为首页|加入收藏"
    r"|返回(?:首页|列表|顶部)|无障碍(?:浏览|阅读|模式|版|辅助)")
_BUTTON: Final = re.compile(
    r"字[号体](?:大小)?[：:\s]*[【\[]?\s*[大小]|打印本[页文]|【?打印】|关闭(?:窗口|本页)|责任编辑[：:]|分享到|[上下]一[篇条][：:]"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量|数)?[：:]\s*\d"
    r"|索\s*引\s*号[：:]|扫一扫|网站地图|技术支持[：:]|版权所有|备案号|ICP备|公网安备|Copyright|联系我们|相关(?:链接|文章|阅读|报道|附件)[：:]?$"
    r"|^(?:主办|承办|主管)(?:单位)?[：:]|^(?:信息|文章|稿件)?来源[：:]"
    r"|^(?:信息)?发布(?:时间|日期|机构)[：:]|^(?:编辑|审核|校对)[：:]", re.IGNORECASE)
_COLUMN: Final = re.compile(
    r"首页|(?:政策|法律|国家|地方|中央|党内|行政|部门|最新|现行)*(?:法规|法律|规章|法律法规|政策法规|规范性文件|司法解释|文件)(?:库|全文|查询|栏目)?"
    r"|(?:政府)?信息公开(?:目录)?|政务公开|政策解读|[全正]文|[^，。]{0,12}网|导航|搜索|正文内容")
_FIELD: Final = re.compile(
    r"[【\[［]?\s*((?:法规|文件)?(?:标题|名称)|(?:发布|颁布|制定|公布|批准|发文)(?:部门|机关|单位|机构)|(?:发文|发布|颁布)?[字文]号"
    r"|(?:发布|公布|颁布|通过|批准|施行|实施|生效|失效|成文|修订|修正)日期|时\s*效\s*性|有\s*效\s*性|效力(?:级别|位阶|等级)|法规(?:类别|分类|类型)|主题(?:分类|词)|类\s*别|全文"
    r"|法宝引证码|唯一标[志识]|题\s*注)\s*[】\]］]?\s*[：:]?\s*(.*)$")
_BRACKETED: Final = ("【", "[", "［")
_NOTES: Final = re.compile(r"^(?:注释|脚注|尾注|附注)[：:]?$|^[\[〔【][1-9]\d?[\]〕】]\s*\S")
_ISSUED: Final = ("发布日期", "公布日期", "颁布日期")
_EFFECTIVE: Final = ("施行日期", "实施日期", "生效日期")
_ISSUERS: Final = ("发布部门", "颁布部门", "制定机关", "发布机关", "公布机关", "颁布单位", "发布单位", "发文机关")
_FEWEST_FIELDS: Final = 2
_LONGEST: Final = 120
_LONGEST_COLUMN: Final = 16


def is_site(text: str) -> bool:
    """首页 > 政策法规, 来源：… 浏览次数：3, 【打印本页】, 上一篇：…."""
    return len(text) <= _LONGEST and "。" not in text and (
        _PATH.search(text) is not None or _BUTTON.search(text) is not None)


def is_column(text: str) -> bool:
    """地方性法规: the name of a page's column above a title."""
    return len(text) <= _LONGEST_COLUMN and _COLUMN.fullmatch(text) is not None


def is_field(text: str) -> bool:
    """【发布日期】2013.08.09; also 时效性：现行有效."""
    return bool(_field(text)[0])


def is_note(text: str) -> bool:
    """注释：, [1] 甲，此处指…."""
    return _NOTES.match(text) is not None


def fields_of(lines: list[str]) -> dict[str, str]:
    """The facts of a block of such lines; empty where fewer than two stand there."""
    found = dict(field for line in lines if (field := _field(line))[0])
    return found if len(found) >= _FEWEST_FIELDS else {}


def events_of_fields(lines: list[str]) -> tuple[Event, ...]:
    """What 【发布日期】 and 【实施日期】 tell, with 【发布部门】."""
    fields = fields_of(lines)
    by = next((words for name, words in fields.items() if name in _ISSUERS), "")
    found = [(name, words, _day(words)) for name, words in fields.items()]
    issued = [Event(date=day, act="发布", by=by, text=f"{name} {words}") for name, words, day in found
              if day and name in _ISSUED]
    effective = [Event(date=day, act="施行", text=f"{name} {words}") for name, words, day in found
                 if day and name in _EFFECTIVE]
    return (*issued[:1], *effective[:1]) if issued else ()


def number_of_fields(lines: list[str]) -> str:
    """What 【发文字号】 says."""
    return next((words for name, words in fields_of(lines).items() if name.endswith(("字号", "文号"))), "")


def field_words(text: str, name: str) -> str:
    """The words of a line when it is the field that ends so: 标题."""
    found, words = _field(text)
    return words if found.endswith(name) else ""


def _field(text: str) -> tuple[str, str]:
    match = _FIELD.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return "", ""
    name = "".join(match[1].split())
    marked = text.startswith(_BRACKETED) or "：" in text[: match.end(1) + 3] or ":" in text[: match.end(1) + 3]
    return (name, match[2].strip()) if marked else ("", "")


def _day(words: str) -> str:
    compact = "".join(words.split())
    figures = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", compact)
    found = first_date("-".join(figures.groups()) if figures else compact)
    return found if len(found) == len("2013-08-09") else ""
