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

import msgspec
from playwright.sync_api import Browser

from scripts.bench.browser import Visit, chromium, serving, visit, write_page
from scripts.bench.corpus import Base, generate
from scripts.bench.queries import pairs, substrings
from scripts.index import build
from scripts.index.names import LUNR, lunr_script
from scripts.index.tokens import grams, tokens

ENGINE = Path(__file__).resolve().parents[2] / "docs/assets/search"
_COLD = 24
_WARM = 160
_LUNR_MOST = 10_000
_OURS = "q => kb.search(q).then(r => [r.total, r.hits.length, r.hits[0] && !r.hits[0].near ? r.hits[0].text : ''])"
_SCAN = "q => load('scan.json').then(all => { let n = 0; for (const t of all) if (t.includes(q)) n++; return [n]; })"
_LUNR = ("q => load('lunr.json', i => lunr.Index.load(i)).then(idx => [idx.query(b => { const g = q.length > 1 ? "
         "Array.from({length: q.length - 1}, (_, i) => q.slice(i, i + 2)) : [q]; for (const t of g) "
         "b.term(t, {presence: lunr.Query.presence.REQUIRED}); }).length])")
_LOAD = ("window.load = (url, make) => (load[url] = load[url] || fetch(url).then(r => r.json())"
         ".then(make || (x => x)));")


class Row(msgspec.Struct):
    """Figures of one way to search."""

    way: str
    build_s: float
    total_mb: float  # gzip, all files
    first_kb: list[float]  # gzip, to the first ten hits, each from an empty cache
    cold_ms: list[float]
    warm_ms: list[float]
    memory_mb: float
    exact: float  # share of queries whose total is that of a plain scan over the same units


def measure(items: int, executable: str = "", seed: int = 1, say: Callable[[str], None] = print) -> list[Row]:
    """Generate a base, build its indexes, ask, and print a table."""
    base = generate(items, seed)
    say(f"{len(base.items)} 条，{sum(d.characters for d in base.documents)} 字，{len(base.documents)} 份文件")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        built = _write(base, folder)
        with chromium(executable) as browser, serving(folder) as address:
            rows = [_row(browser, folder, address, base, way, seconds) for way, seconds in built.items()]
    finally:
        shutil.rmtree(folder)
    _print(rows, say)
    return rows


def _write(base: Base, folder: Path) -> dict[str, float]:
    """Lay the files of every way into a folder; seconds that each build took."""
    start = time.perf_counter()
    files = build(base.pages, base.documents, base.items, (), base.themes, ())
    seconds = {"ours": time.perf_counter() - start}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    shutil.copytree(ENGINE, folder / "assets/search", dirs_exist_ok=True)
    write_page(folder, "ours.html", "assets/search/engine.js")
    start = time.perf_counter()
    (folder / "scan.json").write_text(json.dumps([item.label + item.text for item in base.items], ensure_ascii=False),
                                      encoding="utf-8")
    (folder / "load.js").write_text(_LOAD, encoding="utf-8")
    write_page(folder, "scan.html", "load.js")
    seconds["scan"] = time.perf_counter() - start
    if len(base.items) <= _LUNR_MOST:
        start = time.perf_counter()
        (folder / "lunr.json").write_text(_lunr(base), encoding="utf-8")
        (folder / LUNR).write_bytes(lunr_script())
        write_page(folder, "lunr.html", "load.js", LUNR)
        seconds["lunr"] = time.perf_counter() - start
    return seconds


def _lunr(base: Base) -> str:
    """lunr's own JSON index over pairs of characters."""
    from lunr.builder import Builder

    builder = Builder()
    builder.ref("id")
    builder.field("text")
    for number, item in enumerate(base.items):
        spelled = tokens(item.label + item.text)
        builder.add({"id": str(number), "text": [pair.replace(" ", "") for pair in grams(spelled)] + spelled})
    return json.dumps(builder.build().serialize(), ensure_ascii=False)


_WAYS = {"ours": (_OURS, ("search/", "assets/")), "scan": (_SCAN, ("scan",)), "lunr": (_LUNR, ("lunr",))}


def _row(browser: Browser, folder: Path, address: str, base: Base, way: str, seconds: float) -> Row:
    script, parts = _WAYS[way]
    first, cold = [], []
    asked = substrings(base, _COLD) if way == "ours" else substrings(base, 2)
    for query in asked:
        with visit(browser, folder, address) as fresh:
            fresh.open(f"{way}.html")
            cold.append(fresh.timed(script, query)[0])
            first.append(fresh.packed_bytes() / 1024)
    with visit(browser, folder, address) as warm:
        warm.open(f"{way}.html")
        before = warm.memory()
        times, exact = _warm(warm, script, base, way)
        grown = warm.memory() - before
    total = sum(len(gzip.compress(path.read_bytes(), 6)) for path in folder.rglob("*")
                if path.is_file() and path.suffix in (".js", ".json")
                and str(path.relative_to(folder)).startswith(parts)) / 1e6
    return Row(way, seconds, total, first, cold, times, grown, exact)


def _warm(page: Visit, script: str, base: Base, way: str) -> tuple[list[float], float]:
    """Times of a second round over the same queries, and how many totals are right."""
    asked = substrings(base, _WARM, seed=5) + (pairs(base, _WARM // 8) if way == "ours" else [])
    if way == "lunr":
        asked = asked[:40]
    for query in asked:
        page.timed(script, query)
    times, right, judged = [], 0, 0
    own = [item for item in base.items if item.form != "numbered" or not _has_children(item.id, base)]
    for number, query in enumerate(asked):
        took, answer = page.timed(script, query)
        times.append(took)
        if way == "ours" and number % 8 == 7 and " " not in query:
            judged += 1
            right += query in answer[2].replace("、", "").replace("“", "").replace("”", "") and answer[0] >= sum(
                query in item.text for item in own)
    return times, right / judged if judged else 1.0


def _has_children(item: str, base: Base) -> bool:
    return f"{item}-i1" in _ids(base)


def _ids(base: Base) -> set[str]:
    if not hasattr(_ids, "kept") or _ids.kept[0] is not base:  # type: ignore[attr-defined]
        _ids.kept = (base, {item.id for item in base.items})  # type: ignore[attr-defined]
    return _ids.kept[1]  # type: ignore[attr-defined, no-any-return]


def _print(rows: list[Row], say: Callable[[str], None]) -> None:
    say("方式　生成秒　总 MB　首屏 KB 中位/最大　冷 ms 中位/最大　热 ms p50/p95　内存 MB　准确")
    for row in rows:
        warm = sorted(row.warm_ms)
        say(f"{row.way:6}{row.build_s:9.2f}{row.total_mb:9.2f}"
            f"{statistics.median(row.first_kb):14.0f}/{max(row.first_kb):.0f}"
            f"{statistics.median(row.cold_ms):14.0f}/{max(row.cold_ms):.0f}"
            f"{statistics.median(warm):12.1f}/{warm[int(len(warm) * .95)]:.1f}{row.memory_mb:9.0f}{row.exact:8.2f}")
