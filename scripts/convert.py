"""From files to Documents: what child processes make of one file by itself, and the cache that spares them.

Whatever goes wrong with one file becomes a ``Finding``; the others go on. A file is converted again only when its
bytes, its sidecar, the signs of boilerplate or the code that reads and parses have changed; what it tells by itself is
made anew for other themes and terms too.
"""
from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from scripts.annotate import Alone, annotate_alone
from scripts.disk import WorkspaceError, shown
from scripts.model import Document, Finding, Sidecar, Source
from scripts.names import document_id
from scripts.parse import parse
from scripts.read import ReadError, read
from scripts.read.pool import TIMEOUT, WORKERS, Failure, run
from scripts.render.blocks import plain_lines
from scripts.sidecars import parse_sidecar
from scripts.stamps import code_digest, digest
from scripts.vocabulary import Vocabulary
from scripts.workspace import Workspace, nfc


class ConvertJob(msgspec.Struct, frozen=True):
    """One source file with all that its Document depends on; ``known`` is what the cache has of it already."""

    file: str
    data: bytes
    sidecar: Sidecar
    known: bytes = b""


class Stored(msgspec.Struct, frozen=True):
    """A parsed file in the cache, with its words by the independent walk: the gate asks for them."""

    document: Document
    publish: bool | None
    plain: str


class Told(msgspec.Struct, frozen=True):
    """What a document tells by itself: findings about its spans, and the lines of its page less the links."""

    alone: Alone
    lines: msgspec.Raw  # of a tuple of str; decoded when the page is made


class Answer(msgspec.Struct, frozen=True):
    """What a child makes, as it goes into the cache: the parent decodes what it needs, and packs nothing again."""

    stored: bytes  # a Stored
    told: bytes  # a Told


class _Kept(msgspec.Struct, frozen=True):
    """What the run holds of a ``Stored``."""

    document: Document
    publish: bool | None


class Converted(msgspec.Struct, frozen=True):
    """A parsed file, what it tells by itself, and whether its sidecar says to publish it."""

    document: Document
    publish: bool | None
    told: Told
    key: str  # names the Stored in the cache


class Conversion(msgspec.Struct, frozen=True):
    """What became of all files: ``fresh`` of them were converted now, the rest came from the cache."""

    files: tuple[str, ...]
    done: tuple[Converted, ...]
    findings: tuple[Finding, ...]
    fresh: int


def convert_one(job: ConvertJob, vocabulary: Vocabulary) -> Answer | Finding:
    """Read and parse one file, and say what it tells by itself; an unreadable one is a Finding."""
    one = msgspec.msgpack.decode(job.known, type=Stored) if job.known else _parsed(job, vocabulary.boilerplate.signs)
    if isinstance(one, Finding):
        return one
    encode = msgspec.msgpack.encode
    told = Told(annotate_alone(one.document, vocabulary), msgspec.Raw(encode(plain_lines(one.document))))
    return Answer(job.known or encode(one), encode(told))


def _parsed(job: ConvertJob, signs: tuple[str, ...]) -> Stored | Finding:
    try:
        extract = read(job.data, job.file)
    except ReadError as error:
        return Finding(code=error.code, severity="error", document=nfc(job.file), message=str(error))
    sha256 = hashlib.sha256(job.data).hexdigest()
    source = Source(file=nfc(job.file), sha256=sha256, format=extract.format, encoding=extract.encoding)
    return Stored(parse(extract, source, job.sidecar, signs), job.sidecar.publish, extract.plain)


def convert_all(ws: Workspace, vocabulary: Vocabulary, say: Callable[[str], None]) -> Conversion:
    """Convert every source of the workspace, in order of path."""
    return _Conversions(ws, vocabulary, say).all()


def stored(ws: Workspace, key: str) -> Stored:
    """A conversion in the cache."""
    data = ws.cached("documents", key)
    if data is None:
        raise WorkspaceError("CACHE", "缓存在生成途中不见了，请重新运行")
    return msgspec.msgpack.decode(data, type=Stored)


class _Asked(msgspec.Struct, frozen=True):
    """A job at work and the names of its results in the cache."""

    job: ConvertJob
    keys: tuple[str, str]


class _Conversions:
    """One run over all files: what the cache has is taken from it, the rest goes to the children."""

    def __init__(self, ws: Workspace, vocabulary: Vocabulary, say: Callable[[str], None]) -> None:
        self.ws, self.vocabulary, self.say = ws, vocabulary, say
        self.files = ws.list_sources()
        self.findings = [_orphan(name) for name in ws.orphan_sidecars(self.files)]
        self.done: dict[str, Converted] = {}
        self.asked: deque[_Asked] = deque()
        self.used: tuple[set[str], set[str]] = (set(), set())
        self.fresh = 0
        self.signs = "\n".join(vocabulary.boilerplate.signs).encode()
        code = code_digest("model.py", "numerals.py", "convert.py", "vocabulary.py", "annotate", "render")
        self.telling = digest(code.encode(), msgspec.msgpack.encode((vocabulary.themes, vocabulary.terms))).encode()

    def all(self) -> Conversion:
        work = partial(convert_one, vocabulary=self.vocabulary)
        for number, result in enumerate(run(self.jobs(), work, WORKERS, TIMEOUT), 1):
            asked = self.asked.popleft()
            self.say(f"转换 {number}/{len(self.files)}　{asked.job.file}")
            self.take(asked, result)
        for folder, used in zip(("documents", "told"), self.used, strict=True):
            self.ws.forget_unused(folder, used)
        done = tuple(self.done[file] for file in self.files if file in self.done)
        return Conversion(tuple(map(nfc, self.files)), done, tuple(self.findings), self.fresh)

    def jobs(self) -> Iterator[ConvertJob]:
        """A job for each file that the cache does not answer for, made as the children have room."""
        for file in self.files:
            try:
                data, sidecar = self.ws.read_source(file), self.ws.read_sidecar(file)
                job = ConvertJob(file, data, _sidecar(file, sidecar))
            except WorkspaceError as error:
                self.findings.append(_failed(file, error.code, str(error)))
                continue
            key = digest(_stamp(), nfc(file).encode(), data, sidecar, self.signs)
            keys = key, digest(self.telling, key.encode())
            for used, one in zip(self.used, keys, strict=True):
                used.add(one)
            known, told = self.ws.cached("documents", keys[0]), self.ws.cached("told", keys[1])
            if known and told:
                self.done[file] = _converted(Answer(known, told), key)
                continue
            asked = _Asked(msgspec.structs.replace(job, data=b"", known=known) if known else job, keys)
            self.asked.append(asked)
            yield asked.job

    def take(self, asked: _Asked, result: Answer | Finding | Failure) -> None:
        """Keep what a child has made."""
        if isinstance(result, Failure):
            self.findings.append(_failed(asked.job.file, "CONVERT_CRASH", f"转换未能完成（{result.message}）"))
        elif isinstance(result, Finding):
            self.findings.append(result)
        else:
            if not asked.job.known:
                self.fresh += 1
                self.ws.keep("documents", asked.keys[0], result.stored)
            self.ws.keep("told", asked.keys[1], result.told)
            self.done[asked.job.file] = _converted(result, asked.keys[0])


def _converted(answer: Answer, key: str) -> Converted:
    kept = msgspec.msgpack.decode(answer.stored, type=_Kept)
    return Converted(kept.document, kept.publish, msgspec.msgpack.decode(answer.told, type=Told), key)


def _sidecar(file: str, data: bytes) -> Sidecar:
    """The sidecar with the document's id in any case: it is made of pinyin, which children need not load."""
    sidecar = parse_sidecar(f"{file.rsplit('/', 1)[-1]}.yml", data)
    return sidecar if sidecar.id else msgspec.structs.replace(sidecar, id=document_id(nfc(file)))


def _stamp() -> bytes:
    """Digest of the code that a conversion depends on."""
    return code_digest("model.py", "numerals.py", "names.py", "convert.py", "read", "parse").encode()


def _orphan(name: str) -> Finding:
    words = "旁注文件没有对应的原文"
    return Finding(code="SIDECAR_ORPHAN", severity="warning", document=shown(nfc(name)), message=words)


def _failed(file: str, code: str, message: str) -> Finding:
    return Finding(code=code, severity="error", document=shown(nfc(file)), message=message)
