"""The commands: ``python -m scripts COMMAND``; a newcomer reaches them through ``kb.py``.

Exit codes: 0 all well, 1 something was left out or failed (each named in one line), 2 the call or the file is bad.
"""
from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from scripts.disk import refusal
from scripts.gating import failed_pages
from scripts.index.proof import prove
from scripts.model import Finding
from scripts.pipeline import Result, refresh, survey
from scripts.site_folder import held
from scripts.terminal import Commands, fail
from scripts.workspace import Workspace

_MARKS = {"error": "✗", "warning": "△", "info": "·"}
_OS_ERROR = re.compile(r"\[Errno (\d+)\] ([^:]*)(?:: '(.*?)')?")
_FOLDER = click.Path(path_type=Path)
_SOURCES = click.option("--sources", type=_FOLDER, help="原文文件夹（默认 sources/）")


def _day(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"“{value}”不是日期，应为 YYYY-MM-DD") from None


_AS_OF = click.option(
    "--as-of", metavar="YYYY-MM-DD", help="法规效力按哪一天算（默认今天）",
    default=lambda: dt.datetime.now().astimezone().date().isoformat(),  # the only clock: the office's own day
    callback=_day,
)


@click.group(cls=Commands, help="规要：把制度、要点、总结变成可检索的静态知识库。")
def main() -> None:
    """Entry point."""


@main.command(help="转换并生成静态站点")
@_SOURCES
@click.option("--site", type=_FOLDER, help="站点输出到哪里（默认 site/）")
@_AS_OF
def build(sources: Path | None, site: Path | None, as_of: str) -> None:
    ws = Workspace(sources, site)
    with held(ws):
        result, fault = gated_site(ws, as_of)
    report(result.findings, below="info")
    if fault:
        fail("MKDOCS", fault)
    click.echo(f"站点在 {ws.site}")
    sys.exit(1 if result.failed else 0)


@main.command(help="转换、生成并在本机预览，原文改动即更新")
@_SOURCES
@_AS_OF
@click.option("--port", default=8000, show_default=True)
def serve(sources: Path | None, as_of: str, port: int) -> None:
    ws = Workspace(sources)
    report(refresh(ws, as_of, say).findings, below="info")
    click.echo(f"预览地址 http://127.0.0.1:{port}/　按 Ctrl+C 结束")
    command, environment = mkdocs(ws, as_of, "serve", "-a", f"127.0.0.1:{port}", fresh=False)
    sys.exit(subprocess.run(command, env=environment, cwd=ws.root, check=False).returncode)  # noqa: S603 -- our own


@main.command(help="文稿体检：列出所有需要人看一眼的地方")
@_SOURCES
@_AS_OF
@click.option("--explain", metavar="FILE", help="逐字核对在这份原文的何处不符")
def check(sources: Path | None, as_of: str, explain: str | None) -> None:
    ws = Workspace(sources)
    if explain:
        from scripts.explain import explain_gate

        click.echo(explain_gate(ws, explain, as_of))
        return
    _, findings = survey(ws, as_of, say)
    report(findings)
    click.echo(summary(findings))
    sys.exit(1 if any(f.severity == "error" for f in findings) else 0)


@main.command(help="看读取器从一个文件里读到什么")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def read(file: Path, *, as_json: bool) -> None:
    from scripts.explain import show_file

    text, code = show_file(file, as_json=as_json)
    click.echo(text)
    sys.exit(code)


@main.command(help="主题标注：未标注的条目，或一个条目为何得此主题")
@_SOURCES
@_AS_OF
@click.option("--explain", metavar="ID", help="条目编号，如 2020-nian-…-a1b2c3#3-n7")
def themes(sources: Path | None, as_of: str, explain: str | None) -> None:
    from scripts.explain import explain_themes

    site, _ = survey(Workspace(sources), as_of, say)
    click.echo(explain_themes(site, explain))


@main.command("check-search", help="逐行核对站点的检索：不漏、不错")
@click.option("--site", type=_FOLDER, help="哪个站点（默认 site/）")
def check_search(site: Path | None) -> None:
    ws = Workspace(None, site)
    findings = prove(ws.site_pages(ws.site), ws.site_files(ws.site / "search"), samples=0)
    report(findings)
    click.echo("✗ 检索有误" if findings else "✓ 检索逐行核对通过")
    sys.exit(1 if findings else 0)


@main.command(help="测量：在生成的大量条目上比较几种检索（bench search --items 10000）")
@click.argument("what", type=click.Choice(["search"]))
@click.option("--items", default=10_000, show_default=True, help="多少条目")
def bench(what: str, items: int) -> None:
    from scripts.bench.search import measure

    click.echo(f"测量 {what}：{items} 条")
    measure(items, os.environ.get("KB_BROWSER", ""), say=click.echo)


def mkdocs(ws: Workspace, as_of: str, *words: str, fresh: bool = True) -> tuple[list[str], dict[str, str]]:
    """MkDocs' command and environment: its hooks find the workspace through the environment."""
    environment = os.environ | {
        "KB_DOCS": str(ws.docs), "KB_SITE": str(ws.site), "KB_SOURCES": str(ws.sources), "KB_AS_OF": as_of,
        "KB_FRESH": "1" if fresh else "", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1",
    }
    return [sys.executable, "-m", "mkdocs", *words[:1], "-f", str(ws.root / "mkdocs.yml"), *words[1:]], environment


def gated_site(ws: Workspace, as_of: str) -> tuple[Result, str]:
    """Refresh and build; texts whose pages fail at the gate on the way are taken out, and both are done anew."""
    while True:
        result = refresh(ws, as_of, say, defer_gate=True)
        say("生成网页")
        known = failed_pages(ws)
        fault = build_site(ws, as_of)
        if not fault or failed_pages(ws) <= known:
            return result, fault


def build_site(ws: Workspace, as_of: str) -> str:
    """Build strictly; the answer is what went wrong, in one line, or nothing. Warnings of MkDocs are passed on."""
    command, environment = mkdocs(ws, as_of, "build", "--strict", "-d", str(ws.site))
    done = subprocess.run(command, env=environment, cwd=ws.root, check=False, stdin=subprocess.DEVNULL,  # noqa: S603 -- our own
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    for line in lines:
        if line.startswith("WARNING"):
            click.echo(line, err=True)
    return _fault(lines, ws.site) if done.returncode else ""


def _fault(lines: list[str], site: Path) -> str:
    """The line that says why MkDocs stopped; a refusal of the disk in our own words."""
    for line in reversed(lines):
        if found := _OS_ERROR.search(line):
            place = Path(found[3] or site)  # copying a file, Python names the one it copies from
            return str(refusal(OSError(int(found[1]), found[2]), place if place.is_relative_to(site) else site))
    errors = [line.partition("-")[2].strip() for line in lines if line.startswith("ERROR")]
    warnings = sum(line.startswith("WARNING") for line in lines)
    if not errors and any("Documentation built" in line for line in lines):
        return f"网页已生成，但有 {warnings} 处警告，见上面的 WARNING"
    if not errors and warnings:
        return "网页没有生成：mkdocs.yml 的设置有误，见上面的 WARNING"
    return "网页没有生成：" + (errors or lines or ["没有说明原因"])[-1]


def say(line: str) -> None:
    """Progress on the terminal; in a pipe only the last word of it matters less than silence."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{line}", err=True, nl=line.startswith("共"))
    elif line.startswith("共"):
        click.echo(line, err=True)


def summary(findings: Iterable[Finding]) -> str:
    """How many there are of each severity."""
    number: Counter[str] = Counter(f.severity for f in findings)
    words = {"error": "宜先处理", "warning": "请核对", "info": "供参考"}
    said = [f"{mark} {words[severity]} {number[severity]} 处" for severity, mark in _MARKS.items() if number[severity]]
    return "　".join(said) or "✓ 没有需要核对的地方"


def report(findings: Iterable[Finding], below: str = "") -> None:
    """Print findings one line each; with ``below``, only count those of that severity."""
    hidden = 0
    for f in findings:
        if f.severity == below:
            hidden += 1
            continue
        place = f.document + (f"#{f.item}" if f.item else "") + (f" 第{f.line}行" if f.line else "")
        evidence = f"　“{f.evidence[:60]}”" if f.evidence else ""
        click.echo(f"{_MARKS[f.severity]} [{f.code}] {place}：{f.message}{evidence}")
    if hidden:
        click.echo(f"· 另有 {hidden} 条提示，python3 kb.py check 可看全部")


if __name__ == "__main__":
    main(prog_name="kb.py")
