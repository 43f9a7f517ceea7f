"""``bench search``: our index against a plain scan and lunr's own index, on the same base, in the same browser."""
from __future__ import annotations

import gzip
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from playwright.sync_api import Browser

from scripts.bench.browser import Visit, chromium, serving, visit, write_page
from scripts.bench.corpus import Base, generate
from scripts.bench.queries import pairs, substrings
from scripts.index import build
from scripts.index.corpus import jobs
from scripts.index.files import most_files
from scripts.index.program import LUNR
from scripts.index.tokens import grams, tokens

ROOT: Final = Path(__file__).resolve().parents[2]
DOOR: Final = "assets/search/engine.js"  # what every page of the site loads
_COLD: Final = 24
_WARM: Final = 160
_JUDGED: Final = 48
_LUNR_MOST: Final = 10_000  # its index of more does not fit a page
_JOIN: Final = "\x1f"
_LOAD: Final = ("window.load = (url, make) => (load[url] = load[url] || fetch(url).then(r => r.json())"
                ".then(make || (x => x)));")
_ASK: Final = {
    "规要": "q => kb.search(q, {quick: true}).then(r => [r.total, r.hits[0] && !r.hits[0].near ? r.hits[0].text : ''])",
    "扫描": "q => load('scan.json').then(all => [all.reduce((n, t) => n + t.includes(q), 0), ''])",
    "lunr": ("q => load('lunr.json', i => lunr.Index.load(i)).then(idx => [idx.query(b => { const g = q.length > 1 ? "
             "Array.from({length: q.length - 1}, (_, i) => q.slice(i, i + 2)) : [q]; for (const t of g) "
             "b.term(t, {presence: lunr.Query.presence.REQUIRED}); }).length, ''])"),
}
_FURTHER: Final = "q => kb.search(q).then(r => r.hits.length)"


class Figures(msgspec.Struct):
    """What one way to search costs."""

    way: str
    build_s: float
    total_mb: float  # gzip, all files
    first_kb: list[float]  # gzip, to the first ten hits, each from an empty cache, the program included
    all_kb: list[float]  # the same, with the near hits that follow a few exact ones
    cold_ms: list[float]
    warm_ms: list[float]
    memory_mb: float
    exact: float  # share of queries whose total a scan of all units confirms and whose first hit holds the words


def measure(items: int, executable: str = "", seed: int = 1, say: Callable[[str], None] = print) -> list[Figures]:
    """Generate a base, build its indexes, ask, and print a table."""
    base = generate(items, seed)
    say(f"{len(base.items)} 条，{sum(d.characters for d in base.documents)} 字，{len(base.documents)} 份文件")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        built = _write(base, folder, say)
        with chromium(executable) as browser, serving(folder) as address:
            rows = [_figures(browser, folder, address, base, way) for way in built]
    finally:
        shutil.rmtree(folder)
    for row in rows:
        row.build_s = built[row.way]
    _print(rows, say)
    return rows


def _write(base: Base, folder: Path, say: Callable[[str], None]) -> dict[str, float]:
    """Lay the files of every way into a folder; the answer is the seconds that each build took."""
    start = time.perf_counter()
    files = build(base.pages, base.documents, base.items, (), base.themes, ())
    seconds = {"规要": time.perf_counter() - start}
    largest = max(map(len, files.values())) // 1024
    say(f"检索文件 {len(files)} 个（上限 {most_files(len(base.items))}），最大 {largest} KB")
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / DOOR).parent.mkdir(parents=True)
    shutil.copy(ROOT / "docs" / DOOR, folder / DOOR)
    write_page(folder, "规要.html", DOOR)
    start = time.perf_counter()
    (folder / "scan.json").write_text(json.dumps([item.label + item.text for item in base.items], ensure_ascii=False),
                                      encoding="utf-8")
    (folder / "load.js").write_text(_LOAD, encoding="utf-8")
    write_page(folder, "扫描.html", "load.js")
    seconds["扫描"] = time.perf_counter() - start
    if len(base.items) <= _LUNR_MOST:
        start = time.perf_counter()
        (folder / "lunr.json").write_text(_lunr(base), encoding="utf-8")
        seconds["lunr"] = time.perf_counter() - start
        write_page(folder, "lunr.html", "load.js", LUNR)
    return seconds


def _lunr(base: Base) -> str:
    """lunr's own JSON index over characters and their pairs."""
    from lunr.builder import Builder

    builder = Builder()
    builder.ref("id")
    builder.field("text")
    for number, item in enumerate(base.items):
        spelled = tokens(item.label + item.text)
        builder.add({"id": str(number), "text": [pair.replace(" ", "") for pair in grams(spelled)] + spelled})
    return json.dumps(builder.build().serialize(), ensure_ascii=False)


def _figures(browser: Browser, folder: Path, address: str, base: Base, way: str) -> Figures:
    ours = way == "规要"
    first, cold, whole = [], [], []
    for query in substrings(base, _COLD if ours else 2):
        with visit(browser, folder, address) as fresh:
            fresh.open(f"{way}.html")
            cold.append(fresh.timed(_ASK[way], query)[0])
            first.append(fresh.packed_bytes() / 1024)
            if ours:
                fresh.timed(_FURTHER, query)
            whole.append(fresh.packed_bytes() / 1024)
    with visit(browser, folder, address) as warm:
        warm.open(f"{way}.html")
        before = warm.memory()
        times = _warm(warm, way, base)
        grown = warm.memory() - before
        exact = _exact(warm, base) if ours else 1.0
    return Figures(way, 0.0, _total(folder, way), first, whole, cold, times, grown, exact)


def _total(folder: Path, way: str) -> float:
    """All files of a way in MB of gzip."""
    parts = {"规要": ("search/",), "扫描": ("scan.json",), "lunr": ("lunr.json",)}[way]
    paths = (path for path in folder.rglob("*.js*") if path.relative_to(folder).as_posix().startswith(parts))
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths) / 1e6


def _warm(page: Visit, way: str, base: Base) -> list[float]:
    """Times of a second round over the same queries."""
    asked = substrings(base, _WARM if way != "lunr" else _WARM // 4, seed=5)
    if way == "规要":
        asked += pairs(base, _WARM // 8)
    for query in asked:
        page.timed(_ASK[way], query)
    return sorted(page.timed(_ASK[way], query)[0] for query in asked)


def _exact(page: Visit, base: Base) -> float:
    """Totals against a scan of every unit's own words; a phrase over an item's border may add its parent."""
    asked = substrings(base, _JUDGED, seed=6)
    spelled = {query: _JOIN + _JOIN.join(tokens(query)) + _JOIN for query in asked}
    counts = dict.fromkeys(asked, 0)
    for job in jobs(base.pages, base.documents, base.items):
        for entry in job.read().entries:
            words = _JOIN + _JOIN.join(tokens(entry.text)) + _JOIN
            for query, sought in spelled.items():
                counts[query] += sought in words
    right = 0
    for query in asked:
        _, (total, text) = page.timed(_ASK["规要"].replace("quick: true", "widen: false"), query)
        held = spelled[query].strip(_JOIN) in _JOIN.join(tokens(text))
        right += held and counts[query] <= total <= counts[query] * 1.02 + 1
    return right / len(asked)


def _print(rows: list[Figures], say: Callable[[str], None]) -> None:
    say("方式　生成秒　总 MB　首屏 KB 中位/最大　连补充 KB 中位/最大　冷 ms 中位/最大　热 ms p50/p95　内存 MB　准确")
    for row in rows:
        warm = row.warm_ms
        say("　".join((
            row.way, f"{row.build_s:.2f}", f"{row.total_mb:.2f}",
            f"{statistics.median(row.first_kb):.0f}/{max(row.first_kb):.0f}",
            f"{statistics.median(row.all_kb):.0f}/{max(row.all_kb):.0f}",
            f"{statistics.median(row.cold_ms):.0f}/{max(row.cold_ms):.0f}",
            f"{statistics.median(warm):.1f}/{warm[int(len(warm) * .95)]:.1f}", f"{row.memory_mb:.0f}",
            f"{row.exact:.3f}",
        )))
