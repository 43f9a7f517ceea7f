"""Characters that an input method or an eye takes for one another: 信仿举报, 四重形态, 神经未梢."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import Final

# characters with a second reading that words of today use (3 words and 4 % of pypinyin's list or more); the others have
# it in old books only: 前 as jiǎn would make a slip of 婚检 into 婚前
_TWO_READINGS: Final = """
阿艾扒耙柏磅剥薄堡暴辟便泊卜参藏颤长朝乘澄匙臭传弹的调都度囤冯佛否蛤给还贾槛降嚼角藉觉卡扛壳咳吭勒乐肋俩潦了露陆率纶埋脉没模
抹牟娜呢刨屏迫朴茄圈雀刹裳省盛什属谁伺宿汤拓系吓纤削校行畜血吁钥攒择曾喳轧栅粘辗折重著爪椎着仔卒柞
"""
_LOOK_ALIKE: Final = """
未末 己已巳 侯候 拔拨 折拆析 贷货 治冶 祟崇 竞竟 戊戌戍 母毋 赢羸嬴 睛晴清情请 密蜜 幕墓募慕暮 栗粟 茶荼 辩辨辫
搏博膊 籍藉 署暑 迁迂 干千 土士 天夭 入人八 日曰 大太犬 王玉主 住往佳 准淮 拥佣 扰拢 爪瓜 免兔 午牛 刀力 几九
历厉 向问同 间问闻 风凤 令今 代伐 压庄 仓仑 沧沦 抡抢 炙灸 盲肓 亨享 杆秆 抱报 监盐临 纪记级 微徽 廉谦 侵浸 谈淡
诚诫试 话活 违讳 线钱 审宙 查杳 弄异 责贵 职识织 岗冈刚 待侍持 效郊 述迷 项顷
"""


def sounds() -> str:
    """Groups of characters parted by blanks, those that sound alike after their syllable: jian检见简…."""
    from pypinyin.constants import PINYIN_DICT  # every reading, the usual first: zhòng,chóng,tóng

    groups: dict[str, str] = {}
    for char in _common():
        readings = PINYIN_DICT[ord(char)].split(",")[:2 if char in _TWO_READINGS else 1]
        for sound in dict.fromkeys(map(_blurred, readings)):
            groups[sound] = groups.get(sound, "") + char
    return " ".join((*map("".join, groups.items()), *_LOOK_ALIKE.split()))


def _common() -> Iterator[str]:
    """The 3755 characters of the first level of GB 2312."""
    for row, cell in product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        if (row, cell) < (0xD7, 0xFA):
            yield bytes((row, cell)).decode("gb2312")


def _blurred(syllable: str) -> str:
    """A syllable without its tone, as many speakers type it: zh as z, ing as in."""
    plain = "".join(char for char in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(char))
    return re.sub(r"(?<=[aei]n)g$", "", re.sub(r"^([zcs])h", r"\1", plain))
