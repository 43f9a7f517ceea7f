"""What stands around a text: 发文机关 发文字号 密级 签发人 日期 above and under the title, 落款 and 版记 at the end.

Guarantees: every question is about one line without its blanks (``Line.compact``) and answered by that line alone.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from scripts.parse.dates import DATE, is_date

_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z×]{1,16}?[〔\[［（(【](?:19|20)\d\d[〕\]］)）】]第?(?:\d{1,4}|[Xx×]{1,3})号")
_CLASSIFIED: Final = (
    r"[★☆*＊]*(?:绝密|机密|秘密)级?"
    r"(?:[★☆*＊（(]*(?:长期|(?:启封|启用|公布|解密|开考|使用)前|\d{1,2}年|[一二三四五六七八九十]{1,3}年|\d{1,2}个月)[)）]?|[★☆*＊]+)?")
_INTERNAL: Final = r"(?:内部(?:资料|文件|材料|使用)|注意保存|妥善保管)"
_CARE: Final = r"(?:请勿|严禁|禁止|不得|切勿)(?:外传|传播|翻印|复印|复制|转发)"
_URGENT: Final = r"(?:特提|特急|加急|平急|急件)"
_JOINT: Final = r"[，、,；;·。.\s]*"
_MARK: Final = re.compile(
    rf"(?:密级[：:])?((?:{_CLASSIFIED}|{_INTERNAL})(?:{_JOINT}(?:{_CLASSIFIED}|{_INTERNAL}|{_CARE}))*)")
_MARKUP: Final = re.compile(r"<[^<>]{1,40}>|^[>#_-]+|_+$")  # around a mark in Markdown: > **秘密**, <b>秘密</b>
_URGENCY: Final = re.compile(rf"(?:紧急程度[：:]|缓急[：:])?{_URGENT}")
_SERIAL: Final = re.compile(r"份号[：:]?\d{1,8}|No[.．]?\d{1,8}", re.IGNORECASE)
_SIGNER: Final = re.compile(r"签发(?:人)?[：:].{0,20}")
_FACT: Final = re.compile(
    r"(?:报告人|述职人|述责述廉人|汇报人|主讲人|发言人|讲话人|作者|编辑|责任编辑|撰稿|撰稿人|来源|信息来源|时间|日期|发布时间|发布日期"
    r"|发文日期|成文日期|地点|单位|部门|填报单位|报送单位|起草单位|编制单位|发布机构|发文机关|发文单位|浏览次数|字号|发文字号|文号)[：:].{0,60}")
_ENCLOSING: Final = ("【】", "[]", "（）", "()", "〔〕")
# above the title of a text that is itself an appendix
_APPENDED: Final = re.compile(r"附件[\d一二三四五六七八九十]{0,2}[：:]?")
_NOTED_BRACKETS: Final = re.compile(r"[（(【\[〔].{1,40}[)）】\]〕]")
_MEETING_PAPER: Final = re.compile(
    r".{2,24}(?:会议(?:文件|材料|资料)|文件|材料)(?:之?[（(]?[一二三四五六七八九十\d]{1,3}[)）]?)")
# organs as 发文机关 prints them; a web site or a studio is none
_ORGAN: Final = re.compile(
    r"[\u4e00-\u9fffXx×（）()、]{2,30}(?:委员会|纪委监委|纪委|监委|党委|党组|党工委|纪工委|纪检监察组|纪检组|人民政府|办公室|办公厅|管委会|常委会"
    r"|局|厅|总队|支队|法院|检察院|监察委|机关工委|党总支|党支部)")
_ISSUED: Final = re.compile(r"[\u4e00-\u9fffXx×（）()、]{2,30}文件")
_BODY: Final = re.compile(
    r"[\u4e00-\u9fffXx×*0-9（）()、·“”]{1,30}(?:委员会|纪委监委|纪委|监委|党委|党组|党工委|纪工委|纪检监察组|纪检组|派驻组|政府|办公室|办公厅|办"
    r"|局|厅|委|部|处|科|室|组|队|院|校|学校|大学|学院|中学|小学|公司|集团|中心|所|站|社|管委会|常委会|工会|商会|银行|分行|支行|镇|乡|街道|街道办事处|机关|总支|支部|协会|联合会|法院|检察院)")
_POST: Final = re.compile(
    r"书记|主任|局长|厅长|组长|主席|市长|县长|区长|镇长|乡长|常委|委员|部长|院长|校长|处长|科长|队长|经理|董事长|监察员|巡视员|同志")
_DATED: Final = re.compile(rf"[^，。；：]{{2,24}}[（(]?{DATE}[)）]?")
_PERSON: Final = re.compile(r"[\u4e00-\u9fffXx×（）()、·*]{2,30}")
# 市场监督管理局, 住房和城乡建设局, 巡察工作领导小组办公室 are names for all that
_NAMED: Final = re.compile(
    r"(?:市场|国有资产|药品|质量技术|质量|技术)监督|监督管理(?=[局委所处办])|卫生监督(?=[所局])|(?:执纪)?监督(?:检查)?[一二三四五六七八九十]{0,2}(?=[室科处股])"
    r"|执法监督|城乡建设|党的建设|建设(?=[局厅部委集]|公司|投资|工程|管理|指挥部)|工作(?=委员会|[部局处站室组]|领导小组|联席会议|办公室)")
_NOT_NAMES: Final = re.compile(
    r"工作|加强|推进|建设|坚持|落实|强化|切实|认真|监督|开展|情况|要求|问题|进行|提高|做好|完善"
    r"|[新布格全大破好开]局$|[督查么通快]办$|[干全内]部$|[实深好长难细短]处$|(?:[以为抓]|围绕|聚焦)中心$|城乡$|全社$")
_RECORD: Final = re.compile(
    r"(?:抄送|抄报|主送|报送|分送|印送|主题词|联系人|联系电话|承办单位|打印|校对|印发单位|责任编辑|责编)[：:].{0,120}"
    rf"|.{{0,40}}{DATE}印发|共?印(?:发|制)?\d+份|[（(](?:此件|联系人|联系电话|共印|责任编辑).{{1,60}}[)）]")


def secrecy_mark(compact: str) -> str:
    """秘密★1年, 内部资料 when the line is such a mark and nothing else but urgency or a number of copies."""
    bare = _URGENCY.sub("", _unbracketed(_MARKUP.sub("", compact)))
    bare = re.sub(r"^\d{3,8}|\d{3,8}$", "", bare).strip("，、,；;·.")
    match = _MARK.fullmatch(bare)
    return match[1] if match else ""


def issue_number(compact: str) -> str:
    """云纪发〔2024〕3号, when a line holds it beside nothing but the signer."""
    match = _NUMBER.search(compact)
    if match is None:
        return ""
    rest = (compact[:match.start()] + compact[match.end():]).strip("（）()")
    return match[0] if not rest or _SIGNER.fullmatch(rest) else ""


def issued_by(compact: str) -> str:
    """云川市综合服务局 of 云川市综合服务局文件, or an organ standing alone."""
    if _ISSUED.fullmatch(compact):
        return compact.removesuffix("文件")
    return compact if is_organ(compact) else ""


def is_organ(compact: str) -> bool:
    return _ORGAN.fullmatch(compact) is not None and not _says_something(compact)


def is_body(compact: str) -> bool:
    """A unit of whatever kind, as it signs a text: 第三党支部, 云川市青湾小学."""
    return len(compact) <= 30 and _BODY.fullmatch(compact) is not None and not _says_something(compact)


def _says_something(compact: str) -> bool:
    """Whether a line holds a word of sentences, names of organs aside."""
    return _NOT_NAMES.search(_NAMED.sub("", compact)) is not None


def is_head(compact: str) -> bool:
    """Head matter above a title: organ, number, secrecy, urgency, signer, date."""
    bare = _unbracketed(compact)
    return bool(compact) and (
        is_date(compact) or bool(secrecy_mark(compact)) or bool(issue_number(compact)) or bool(issued_by(compact))
        or any(pattern.fullmatch(bare) for pattern in (_URGENCY, _SERIAL, _SIGNER, _MEETING_PAPER, _APPENDED)))


def is_note(compact: str) -> bool:
    """Under a title: a date or an occasion in brackets, a person with a post, a unit, 来源：…."""
    if not compact or is_head(compact) or _FACT.fullmatch(compact):
        return bool(compact)
    if _NOTED_BRACKETS.fullmatch(compact) or is_body(compact):
        return True
    return is_person(compact) or _DATED.fullmatch(compact) is not None


def is_person(compact: str) -> bool:
    """云川市纪委书记 张某某: a post and a name, no sentence."""
    return len(compact) <= 30 and bool(_POST.search(compact)) and _PERSON.fullmatch(compact) is not None \
        and not _says_something(compact)


def is_signature(compact: str) -> bool:
    """A line of the 落款: unit, date, both, or who reports."""
    if not compact or len(compact) > 60:
        return False
    dated = re.fullmatch(rf"(.{{2,30}}?)[（(]?{DATE}[)）]?", compact)
    return is_date(compact) or is_body(compact) or is_person(compact) or _FACT.fullmatch(compact) is not None \
        or (dated is not None and is_body(dated[1]))


def is_record(compact: str) -> bool:
    """抄送：…, 联系人：…, 2024年1月5日印发, （此件公开发布）."""
    return _RECORD.fullmatch(compact) is not None


def unit_in(compact: str) -> str:
    """The unit that a line of the 落款 names, without a date behind it; empty for a person or a placeholder."""
    bare = re.sub(rf"[（(]?{DATE}[)）]?$", "", compact)
    bare = re.sub(r"^(?:单位|填报单位|报送单位|发文机关|发文单位|发布机构|编制单位)[：:]", "", bare)
    return bare if is_body(bare) and not has_placeholder(bare) else ""


def has_placeholder(text: str) -> bool:
    """XX市, ××局, 某单位 name nobody (rule 11)."""
    return bool(re.search(r"[XxＸ×*]{1,}|某", text))


def holds_sign(text: str, signs: tuple[str, ...]) -> bool:
    """Whether a line carries a sign of boilerplate; 深入群众 does not hold the sign 入群."""
    pattern = _sign_pattern(signs)
    return bool(signs) and (pattern.search(text) is not None or pattern.search("".join(text.split())) is not None)


def count_signs(text: str, signs: tuple[str, ...]) -> int:
    """How many different signs a line carries."""
    return len(set(_sign_pattern(signs).findall("".join(text.split())))) if signs else 0


@lru_cache(maxsize=4)
def _sign_pattern(signs: tuple[str, ...]) -> re.Pattern[str]:
    guarded = (re.escape(sign) + ("(?![众体策防团])" if sign.endswith("群") else "") for sign in signs if sign)
    return re.compile("|".join(guarded))


def _unbracketed(compact: str) -> str:
    for opening, closing in _ENCLOSING:
        if compact.startswith(opening) and compact.endswith(closing):
            return compact[1:-1]
    return compact
