"""YAML files that people edit, read into typed values.

Guarantees: ``typed`` answers a value of the type asked for or raises ``VocabularyError``, one Chinese line that names
file, key (or line) and what was expected. An absent or empty file is an empty value.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

_T = TypeVar("_T")


class VocabularyError(Exception):
    """A fault in a vocabulary file; the text is one Chinese line, whatever was quoted from the file."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.splitlines()))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml where it is there
    """YAML as a clerk expects it: 2016-10-27 is text, and a key written twice is a fault, not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 -- PyYAML's signature
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                raise yaml.MarkedYAMLError(problem=f"键“{key}”写了两次", problem_mark=node.value[at][0].start_mark)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


# signs in the English of libyaml and of PyYAML, and what to do about it
_ADVICE = (
    ("写了两次", "{}"),
    ("mapping values are not allowed", "冒号的位置不对，值里有“: ”时整个值加引号"),
    ("cannot start any token", "缩进要用空格，以 @ ` % 开头的值加引号"),
    ("could not find expected ':'", "键后面缺少冒号和空格"),
    ("or ']'", "方括号没有闭合"),
    ("or '}'", "花括号没有闭合"),
    ("<block end>", "这一行的缩进与上面不一致"),
    ("did not find expected", "这一行的缩进与上面不一致"),
)


def _advice(problem: str) -> str:
    return next((words.format(problem) for sign, words in _ADVICE if sign in problem), "请检查这里的缩进、冒号和引号")


def _raw(name: str, data: bytes) -> dict[str, Any]:
    """The file as plain values, ``{}`` when it is empty."""
    try:
        raw = yaml.load(data.decode("utf-8-sig"), _Loader)  # noqa: S506 -- a SafeLoader with stricter keys
    except UnicodeDecodeError:
        raise VocabularyError(f"{name}：应为 UTF-8 编码") from None
    except yaml.MarkedYAMLError as error:
        line = f"第{error.problem_mark.line + 1}行：" if error.problem_mark else ""
        raise VocabularyError(f"{name}：{line}不是正确的 YAML（{_advice(error.problem or '')}）") from None
    except yaml.YAMLError:
        raise VocabularyError(f"{name}：不是正确的 YAML（{_advice('')}）") from None
    if raw is not None and not isinstance(raw, dict):
        raise VocabularyError(f"{name}：应为键值表，一行一个“键: 值”")
    return raw or {}


_TYPES = {"str": "文字", "int": "整数", "float": "数字", "bool": "true 或 false", "array": "列表", "object": "键值表",
          "null": "空"}


def _place(raw: Any, path: str) -> str:
    """``$.themes[2].words`` → ``themes[2]（信访举报）.words``: an index alone is hard to find in a long file."""
    out = ""
    for key, index in re.findall(r"\.?([^.\[\]$]+)|\[(\d+|\.\.\.)\]", path.lstrip("$")):
        if index and isinstance(raw, list) and index.isdigit() and int(index) < len(raw):
            raw = raw[int(index)]
            names = [raw[k] for k in ("name", "text", "id") if raw.get(k)] if isinstance(raw, dict) else []
            out += f"[{index}]" + (f"（{names[0]}）" if names else "")
        else:
            raw = raw.get(key) if isinstance(raw, dict) else None
            out += f".{key}" if key else f"[{index}]"
    return out.lstrip(".") or "文件"


def _in_chinese(error: msgspec.ValidationError, raw: dict[str, Any]) -> str:
    """msgspec's sentence, with the entry named and the expectation said in Chinese."""
    message, _, path = str(error).partition(" - at `")
    place = _place(raw, path.rstrip("`"))
    if found := re.search(r"(missing required|contains unknown) field `(.+)`", message):
        return f"{place}：" + ("缺少 " if "missing" in found[1] else "不认识的键 ") + found[2]
    if found := re.match(r"Expected `(.+?)`, got `(.+)`", message):
        expected = "或".join(_TYPES.get(name, name) for name in found[1].split(" | "))
        return f"{place}：应为{expected}，实为{_TYPES.get(found[2], found[2])}"
    return f"{place}：{message}"


def typed(path: Path, kind: type[_T], spell: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> _T:
    """The file as a ``kind``, an absent one as an empty one."""
    return typed_bytes(path.name, path.read_bytes() if path.exists() else b"", kind, spell)


def typed_bytes(name: str, data: bytes, kind: type[_T], spell: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> _T:
    """The bytes of file ``name`` as a ``kind``; ``spell`` writes short forms in full first."""
    raw = spell({key: value for key, value in _raw(name, data).items() if value is not None})
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise VocabularyError(f"{name}：{_in_chinese(error, raw)}") from None
