"""The commands: ``python -m scripts COMMAND``; a newcomer reaches them through ``kb.py``.

Exit codes: 0 all well, 1 something was left out or failed (each named in one line), 2 the call or the file is bad.
"""
from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from scripts.index.proof import prove
from scripts.model import Finding
from scripts.pipeline import Result, refresh, survey
from scripts.vocabulary import VocabularyError
from scripts.workspace import Workspace, WorkspaceError

_MARKS = {"error": "✗", "warning": "△", "info": "·"}
_FOLDER = click.Path(path_type=Path, file_okay=False)
_SOURCES = click.option("--sources", type=_FOLDER, help="原文文件夹（默认 sources/）")
_AS_OF = click.option(
    "--as-of", metavar="YYYY-MM-DD", help="法规效力按哪一天算（默认今天）",
    default=lambda: dt.datetime.now().astimezone().date().isoformat(),  # the only clock: the office's own day
)


class Commands(click.Group):
    """A group that turns our own errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (WorkspaceError, VocabularyError) as error:
            code = getattr(error, "code", "VOCABULARY")
            click.echo(f"✗ [{code}] {error}", err=True)
            sys.exit(1)


@click.group(cls=Commands, help="规要：把制度、要点、总结变成可检索的静态知识库。")
def main() -> None:
    """Entry point."""


@main.command(help="转换并生成静态站点")
@_SOURCES
@click.option("--site", type=_FOLDER, help="站点输出到哪里（默认 site/）")
@_AS_OF
def build(sources: Path | None, site: Path | None, as_of: str) -> None:
    ws = Workspace(sources, site)
    result = refresh(ws, as_of, say)
    say("生成网页")
    code = mkdocs(ws, as_of, "build", "--strict", "-d", str(ws.site))
    report(result.findings, below="info")
    _verdict(ws, result, code)


@main.command(help="转换、生成并在本机预览，原文改动即更新")
@_SOURCES
@_AS_OF
@click.option("--port", default=8000, show_default=True)
def serve(sources: Path | None, as_of: str, port: int) -> None:
    ws = Workspace(sources)
    report(refresh(ws, as_of, say).findings, below="info")
    click.echo(f"预览地址 http://127.0.0.1:{port}/　按 Ctrl+C 结束")
    sys.exit(mkdocs(ws, as_of, "serve", "-a", f"127.0.0.1:{port}", fresh=False))


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


def mkdocs(ws: Workspace, as_of: str, *words: str, fresh: bool = True) -> int:
    """Run MkDocs on the workspace; its hooks find the workspace through the environment."""
    env = os.environ | {
        "KB_DOCS": str(ws.docs), "KB_SITE": str(ws.site), "KB_SOURCES": str(ws.sources), "KB_AS_OF": as_of,
        "KB_FRESH": "1" if fresh else "", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mkdocs", *words[:1], "-f", str(ws.root / "mkdocs.yml"), *words[1:]]
    return subprocess.run(command, env=env, cwd=ws.root, check=False).returncode  # noqa: S603 -- our own command


def say(line: str) -> None:
    """Progress on the terminal; in a pipe only the last word of it matters less than silence."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{line}", err=True, nl=line.startswith("共"))
    elif line.startswith("共"):
        click.echo(line, err=True)


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


def _verdict(ws: Workspace, result: Result, code: int) -> None:
    if code:
        click.echo("✗ [MKDOCS] 网页生成未通过，见上面的信息", err=True)
        sys.exit(1)
    click.echo(f"站点在 {ws.site}")
    sys.exit(1 if result.failed else 0)


if __name__ == "__main__":
    main(prog_name="kb.py")
