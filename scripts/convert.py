"""From files to Documents: the jobs that child processes do on one document, and the cache that spares them.

Whatever goes wrong with one file becomes a ``Finding``; the others go on. A file is converted again only when its
bytes, its sidecar, the signs of boilerplate or the code that reads and parses have changed.
"""
from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

import msgspec
import yaml

from scripts.check.gate import site_markdown
from scripts.compare import Comparison, compare
from scripts.disk import WorkspaceError, shown
from scripts.model import Corpus, Document, Finding, Sidecar, Source, Version, Work
from scripts.parse import parse
from scripts.read import ReadError, read
from scripts.read.pool import Failure, run
from scripts.sidecars import parse_sidecar
from scripts.stamps import code_digest, digest
from scripts.workspace import Workspace, nfc

WORKERS: Final = max(1, min(os.cpu_count() or 1, 8))
TIMEOUT: Final = 120.0  # seconds for one document; the largest law here takes about one
_ALL_PAIRS: Final = 6  # versions of one regulation up to which any two are compared


class ConvertJob(msgspec.Struct, frozen=True):
    """One source file with all that its Document depends on."""

    file: str
    data: bytes
    sidecar: Sidecar
    signs: tuple[str, ...]
    key: str  # names the result in the cache


class Converted(msgspec.Struct, frozen=True):
    """A parsed file, its words by the independent walk, and whether its sidecar says to publish it."""

    document: Document
    plain: str
    publish: bool | None = None


class Conversion(msgspec.Struct, frozen=True):
    """What became of all files: ``fresh`` of them were converted now, the rest came from the cache."""

    files: tuple[str, ...]
    done: tuple[Converted, ...]
    keys: dict[str, str]  # by file: the name of its result in the cache
    findings: tuple[Finding, ...]
    fresh: int


def convert_one(job: ConvertJob) -> Converted | Finding:
    """Read and parse one file; an unreadable one is a Finding."""
    try:
        extract = read(job.data, job.file)
    except ReadError as error:
        return Finding(code=error.code, severity="error", document=nfc(job.file), message=str(error))
    digest = hashlib.sha256(job.data).hexdigest()
    source = Source(file=nfc(job.file), sha256=digest, format=extract.format, encoding=extract.encoding)
    return Converted(parse(extract, source, job.sidecar, job.signs), extract.plain, job.sidecar.publish)


def convert_all(ws: Workspace, signs: tuple[str, ...], say: Callable[[str], None]) -> Conversion:
    """Convert every source of the workspace, in order of path."""
    files = ws.list_sources()
    findings = [_orphan(name) for name in ws.orphan_sidecars(files)]
    jobs: list[ConvertJob] = []
    results: dict[str, Converted] = {}
    fresh = 0
    keys: dict[str, str] = {}
    for file in files:
        try:
            job = _job(ws, file, signs)
        except WorkspaceError as error:
            findings.append(_failed(file, error.code, str(error)))
            continue
        keys[file] = job.key
        known = ws.cached("documents", job.key)
        if known is None:
            jobs.append(job)
        else:
            results[file] = msgspec.msgpack.decode(known, type=Converted)
    for number, (job, result) in enumerate(zip(jobs, run(jobs, convert_one, WORKERS, TIMEOUT), strict=True), 1):
        say(f"转换 {number}/{len(jobs)}　{job.file}")
        outcome = _settle(job.file, result)
        if isinstance(outcome, Finding):
            findings.append(outcome)
            continue
        results[job.file] = outcome
        fresh += 1
        ws.keep("documents", job.key, msgspec.msgpack.encode(outcome))
    ws.forget_unused("documents", set(keys.values()))
    done = tuple(results[file] for file in files if file in results)
    by_name = {nfc(file): key for file, key in keys.items()}
    return Conversion(tuple(map(nfc, files)), done, by_name, tuple(findings), fresh)


def check_settings(ws: Workspace) -> None:
    """Raise when ``mkdocs.yml`` cannot be used: every page of the run would fail at the gate for it."""
    path = ws.root / "mkdocs.yml"
    try:
        site_markdown(path)
    except FileNotFoundError as error:
        raise WorkspaceError("MKDOCS_YML", "mkdocs.yml：没有这个文件") from error
    except yaml.MarkedYAMLError as error:
        line = f"第{error.problem_mark.line + 1}行" if error.problem_mark else "文件"
        raise WorkspaceError("MKDOCS_YML", f"mkdocs.yml：{line}不是正确的 YAML，请检查缩进、冒号和引号") from error
    except UnicodeDecodeError as error:
        raise WorkspaceError("MKDOCS_YML", "mkdocs.yml：应为 UTF-8 编码") from error
    except (AttributeError, TypeError) as error:
        words = "mkdocs.yml：应为键值表，一行一个“键: 值”，其中 markdown_extensions 应为列表"
        raise WorkspaceError("MKDOCS_YML", words) from error
    except Exception as error:  # an extension that is not installed, or that refuses its settings
        words = " ".join(str(error).split())
        raise WorkspaceError("MKDOCS_YML", f"mkdocs.yml：markdown_extensions 用不了（{words}）") from error


def compare_all(ws: Workspace, corpus: Corpus) -> tuple[Comparison, ...]:
    """Every two versions of every regulation, the older first; made anew only when a text or the comparing changed."""
    texts = {d.id: d for d in corpus.documents}
    pairs = [(texts[old.document], texts[new.document]) for work in corpus.works for old, new in _version_pairs(work)
             if old.document in texts and new.document in texts]
    stamp = code_digest("model.py", "compare").encode()
    keys = [digest(stamp, *(f"{d.id} {d.source.sha256} {d.title}".encode() for d in pair)) for pair in pairs]
    known = {key: ws.cached("compare", key) for key in keys}
    fresh = [(key, pair) for key, pair in zip(keys, pairs, strict=True) if known[key] is None]
    for (key, _), made in zip(fresh, run([pair for _, pair in fresh], compare_one, WORKERS, TIMEOUT), strict=True):
        if not isinstance(made, Failure):  # a pair too large to compare has no page; both texts stand
            known[key] = msgspec.msgpack.encode(made)
            ws.keep("compare", key, known[key] or b"")
    ws.forget_unused("compare", set(keys))
    return tuple(msgspec.msgpack.decode(data, type=Comparison) for key in keys if (data := known[key]))


def compare_one(pair: tuple[Document, Document]) -> Comparison:
    return compare(*pair)


def _version_pairs(work: Work) -> Iterator[tuple[Version, Version]]:
    """Any two versions; of more than six only neighbours, and each with the newest."""
    versions = work.versions
    for (at, old), (to, new) in combinations(enumerate(versions), 2):
        if len(versions) <= _ALL_PAIRS or to - at == 1 or to == len(versions) - 1:
            yield old, new


def _stamp() -> bytes:
    """Digest of the code that a conversion depends on."""
    return code_digest("model.py", "numerals.py", "names.py", "convert.py", "read", "parse").encode()


def _job(ws: Workspace, file: str, signs: tuple[str, ...]) -> ConvertJob:
    data, sidecar = ws.read_source(file), ws.read_sidecar(file)
    key = digest(_stamp(), nfc(file).encode(), data, sidecar, "\n".join(signs).encode())
    return ConvertJob(file, data, parse_sidecar(f"{file.rsplit('/', 1)[-1]}.yml", sidecar), signs, key)


def _settle(file: str, result: Converted | Finding | Failure) -> Converted | Finding:
    if isinstance(result, Failure):
        return _failed(file, "CONVERT_CRASH", f"转换未能完成（{result.message}）")
    return result


def _orphan(name: str) -> Finding:
    words = "旁注文件没有对应的原文"
    return Finding(code="SIDECAR_ORPHAN", severity="warning", document=shown(nfc(name)), message=words)


def _failed(file: str, code: str, message: str) -> Finding:
    return Finding(code=code, severity="error", document=shown(nfc(file)), message=message)
