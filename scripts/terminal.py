"""The commands' manners on the terminal: whatever fails is one Chinese line with a code, and an exit code.

Exit codes: 1 something failed, 2 the call itself is wrong.
"""
from __future__ import annotations

import os
import re
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

from scripts.disk import WorkspaceError, refusal
from scripts.yaml_files import VocabularyError


class Commands(click.Group):
    """A group of commands that ends every failure in one line."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; a wrong call is answered in Chinese."""
        try:
            code = super().main(*args, **kwargs | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(0)
        except click.ClickException as error:
            fail("USAGE", f"{_wrong_call(error)}。用法见 python3 kb.py help", 2)
        except click.Abort:
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; its failures become one line."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, KeyboardInterrupt):
            raise
        except (WorkspaceError, VocabularyError) as error:
            fail(getattr(error, "code", "VOCABULARY"), str(error))
        except OSError as error:
            refused = refusal(error)
            fail(refused.code, str(refused))
        except Exception as error:  # a fault of ours: one line for the office, the rest for an engineer
            if os.environ.get("KB_DEBUG"):
                raise
            fail("BUG", f"程序出错，请报告：{_fault(error)}；设环境变量 KB_DEBUG=1 再运行可看全部")


def fail(code: str, words: str, status: int = 1) -> NoReturn:
    """End with one line."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", err=True, nl=False)  # over the line of progress
    click.echo(f"✗ [{code}] {words}", err=True)
    sys.exit(status)


def _wrong_call(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令 {error.command_name}"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint or ''}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写一个值"
    if isinstance(error, click.BadParameter) and error.param:
        return f"{error.param.opts[0]}：{error.message.rstrip('.')}"
    words = error.format_message().rstrip(".")
    return re.sub(r"^Got unexpected extra arguments? ", "多余的参数", words)


def _fault(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}：{words}（{Path(at.filename).name} 第 {at.lineno} 行）"
