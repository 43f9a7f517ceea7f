/* The search page: one state (query, facets, order, how many), one question at a time, one way to show the answer.
   The state lives in the address, so that a search can be shared, kept as a bookmark and come back to. */
(function () {
  "use strict";
  var gy = window.gy;
  var form = gy.one("[data-gy-search]");
  if (!form) return;
  var PAGE = 20;
  var EXPORTED = 10000;
  var SLOW = 400;    /* ms after which waiting is said */
  var SETTLED = 1500; /* ms after which a query counts as meant, and is remembered */
  var input = gy.one("input", form);
  var part = function (name) { return gy.one("[data-" + name + "]"); };
  var state = { query: "", chosen: {}, sort: "relevance", limit: PAGE, widen: true };
  var asked = 0;
  var last = null;   /* the answer on the page */

  /* --- address ------------------------------------------------------------------------------------------------------ */
  function entries() {
    var list = state.query.trim() ? [["q", state.query.trim()]] : [];
    gy.FACETS.forEach(function (facet) {
      (state.chosen[facet[0]] || []).forEach(function (value) { list.push([facet[1], value]); });
    });
    if (state.sort !== "relevance") list.push(["排序", state.sort]);
    if (!state.widen) list.push(["只查原词", "1"]);
    return list;
  }

  function readAddress() {
    var from = new URLSearchParams(location.search);
    state.query = from.get("q") || "";
    gy.FACETS.forEach(function (facet) { state.chosen[facet[0]] = from.getAll(facet[1]); });
    state.sort = ["year", "document"].indexOf(from.get("排序")) >= 0 ? from.get("排序") : "relevance";
    state.widen = !from.get("只查原词");
    input.value = state.query;
    part("sort").value = state.sort;
  }

  function writeAddress() {
    try { history.replaceState(null, "", gy.address("search.html", entries())); } catch (error) { /* refused on some file:// */ }
  }

  /* --- asking ------------------------------------------------------------------------------------------------------- */
  function options(limit, quick) {
    var filters = {};
    gy.FACETS.forEach(function (facet) { if ((state.chosen[facet[0]] || []).length) filters[facet[0]] = state.chosen[facet[0]]; });
    return { limit: limit, filters: filters, sort: state.sort, widen: state.widen, quick: Boolean(quick) };
  }

  function isAsked() { return state.query.trim() !== "" || gy.chosenCount(state.chosen) > 0; }

  function ask() {
    var mine = ++asked;
    writeAddress();
    if (!isAsked()) { rest(); return Promise.resolve(); }
    var slow = setTimeout(function () { if (mine === asked) say("正在检索…"); }, SLOW);
    var kept = setTimeout(function () { if (mine === asked && last && last.total) gy.remember(state.query); }, SETTLED);
    return gy.search(state.query, options(state.limit, true)).then(function (result) {
      clearTimeout(slow);
      if (mine !== asked) { clearTimeout(kept); return; }
      show(result);
      if (result.further) lookFurther(mine);
    });
  }

  /* What is exact stands on the page already; more that is near follows. */
  function lookFurther(mine) {
    gy.search(state.query, options(state.limit)).then(function (result) {
      if (mine !== asked || result.error) return;
      showNear(near(result), result.suggested);
      showMessage(result, result.hits.filter(function (hit) { return !hit.near; })); // a file of theirs may be missing
    });
  }

  function again() {
    state.limit = PAGE;
    ask();
  }

  /* --- showing ------------------------------------------------------------------------------------------------------ */
  function say(text) {
    part("results").hidden = false;
    gy.empty(part("said")).append(text);
  }

  /* Nothing is asked: the page as it came. */
  function rest() {
    last = null;
    part("results").hidden = true;
    part("lists").hidden = false;
    showRecent();
  }

  function showRecent() {
    var box = gy.empty(part("recent"));
    var queries = gy.recent();
    box.hidden = !queries.length;
    box.append(gy.make("span", { text: "最近检索" }));
    queries.forEach(function (query) { box.append(gy.make("a", { href: gy.address("search.html", [["q", query]]), text: query })); });
    box.append(gy.make("button", { type: "button", "class": "gy-more", text: "清空", click: function () { gy.keep("recent", []); showRecent(); } }));
  }

  function show(result) {
    last = result;
    part("results").hidden = false;
    part("recent").hidden = part("lists").hidden = true;
    var exact = result.hits.filter(function (hit) { return !hit.near; });
    showTotal(result);
    showMessage(result, exact);
    showSuggested(result);
    showWidened(result);
    showNames(result.names || []);
    fill(part("hits"), exact);
    showNear(near(result), result.suggested);
    showMore(result, exact.length);
    showFacets(result.facets || {});
    if (result.naming) result.naming.then(function (names) { if (last === result) nameAnew(result, exact, names); });
    /* Counts of themes and roles may need another file: they follow when it is there. */
    if (result.complete) result.complete.then(function (facets) { if (last === result) showFacets(facets); }, function () { /* without them */ });
    gy.all("[data-copy], [data-export]").forEach(function (button) { button.disabled = !exact.length; });
  }

  function near(result) { return result.hits.filter(function (hit) { return hit.near; }); }

  function nameAnew(result, exact, names) {
    result.names = names || [];
    showMessage(result, exact);
    showNames(result.names);
  }

  function showTotal(result) {
    var total = gy.make("b", { "data-total": String(result.total), text: result.total.toLocaleString("zh-CN") });
    gy.empty(part("said")).append(total, " 条");
    var exact = typeof result.exact === "number" && result.exact < result.total ? "其中含原词 " + result.exact + " 条" : "含原词";
    var otherwise = (result.notes || []).some(function (note) { return ["plain", "meant"].indexOf(note.code) >= 0; });
    if (result.total && !otherwise) part("said").append("　", gy.make("span", { "class": "gy-quiet", text: exact }));
  }

  /* Said plainly: what failed, what was not found, where the words stand apart. */
  function showMessage(result, exact) {
    var box = gy.empty(part("message"));
    var text = "";
    if (result.error) text = result.error;
    else if (!result.hits.length && !(result.names || []).length) text = nothing();
    else if (result.scope === "document" && exact.length) text = "没有一个条目含有全部检索词；下面各份文件的不同条目里合起来都有。";
    var notes = (result.notes || []).map(function (note) { return note.message; }).filter(Boolean);
    text = [text].concat(notes.filter(function (note) { return note !== text; })).join(" ").trim();
    box.append(text);
    if (result.error) box.append(" ", gy.make("button", { type: "button", "class": "gy-btn", text: "重试", click: ask }));
    box.hidden = !text;
  }

  function nothing() {
    var advice = gy.chosenCount(state.chosen) ? "可以减少筛选条件。" : "可以少写几个字，或换一种说法。";
    return "没有找到" + (state.query.trim() ? "“" + state.query.trim().slice(0, 60) + "”" : "") + "，也没有相近的条目。" + advice;
  }

  /* One click asks for what may have been meant. */
  function showSuggested(result) {
    var box = gy.empty(part("suggested"));
    box.hidden = !result.suggested;
    if (box.hidden) return;
    box.append("您是不是要找：", gy.make("a", {
      "class": "gy-more",
      href: gy.address("search.html", [["q", result.suggested]]), text: result.suggested,
      click: function (event) {
        event.preventDefault();
        input.value = state.query = result.suggested;
        gy.remember(result.suggested);
        again();
        input.focus();
      }
    }));
  }

  function showWidened(result) {
    var box = gy.empty(part("widen"));
    var widened = result.widened || [];
    box.hidden = !widened.length && state.widen;
    if (box.hidden) return;
    if (state.widen) {
      box.append("已一并检索同义写法：");
      widened.forEach(function (pair, i) {
        box.append((i ? "；" : "") + pair.from + " ＝ ", gy.make("b", { text: [].concat(pair.to).join("、") }));
      });
    } else box.append("只查原词，未并入同义写法。");
    box.append(gy.make("button", {
      type: "button", "class": "gy-more", text: state.widen ? "只查原词" : "并入同义写法",
      click: function () { state.widen = !state.widen; again(); }
    }));
  }

  function showNames(names) {
    var box = gy.empty(part("names"));
    names.slice(0, 6).forEach(function (name) { box.append(gy.nameElement(name, state.query)); });
    box.hidden = !names.length;
  }

  function fill(list, hits) {
    gy.empty(list);
    hits.forEach(function (hit) { list.append(gy.hitElement(hit, state.query)); });
  }

  function showNear(hits, suggested) {
    part("near").hidden = !hits.length;
    part("near-order").textContent = suggested ? "先列含“" + suggested + "”的，再按相近程度排列" : "按相近程度排列";
    fill(gy.one("ol", part("near")), hits);
  }

  function showMore(result, shown) {
    var box = gy.empty(part("more"));
    box.hidden = !shown;
    box.append(gy.make("span", { text: "1–" + shown + "，共 " + result.total + " 条" }));
    var left = result.total - shown;
    if (left <= 0) return;
    box.append(gy.make("button", {
      type: "button", "class": "gy-btn", text: "再显示 " + Math.min(left, PAGE) + " 条",
      click: function () { further(shown); }
    }));
  }

  /* The first new hit has the focus. */
  function further(shown) {
    state.limit += PAGE;
    ask().then(function () {
      var link = gy.all(".gy-hit__t", part("hits"))[shown];
      if (link) link.focus();
    });
  }

  function showFacets(facets) {
    gy.showFacets(part("facets"), facets, state.chosen, choose);
    var count = gy.chosenCount(state.chosen);
    var clear = part("clear");
    clear.hidden = !count;
    var none = !gy.one("fieldset", part("facets"));
    gy.one(".gy-facets").hidden = none;
    gy.one(".gy-only-s[data-gy-sheet]").hidden = none;
    clear.textContent = "清除 " + count + " 项";
    gy.one(".gy-only-s[data-gy-sheet]").textContent = count ? "筛选 " + count : "筛选";
  }

  function choose(key, value, on) {
    var without = (state.chosen[key] || []).filter(function (other) { return other !== value; });
    state.chosen[key] = on ? without.concat(value) : without;
    again();
  }

  /* --- taking along ------------------------------------------------------------------------------------------------- */
  function all(then) {
    gy.say("正在取全部结果…");
    gy.search(state.query, options(EXPORTED)).then(function (result) {
      if (result.error) { gy.say(result.error); return; }
      var hits = result.hits.filter(function (hit) { return !hit.near; });
      var cut = result.total > hits.length ? "（共 " + result.total + " 条，只取前 " + hits.length + " 条）" : "";
      then(hits, cut);
    });
  }

  part("export").addEventListener("click", function () {
    all(function (hits, cut) {
      gy.download("检索结果-" + (state.query.trim().slice(0, 30) || "全部") + ".csv", gy.csv(hits));
      gy.say("已导出 " + hits.length + " 条" + cut);
    });
  });
  part("copy").addEventListener("click", function () {
    all(function (hits, cut) { gy.copy(gy.hitList(hits), "已复制 " + hits.length + " 条（带出处）" + cut); });
  });
  part("share").addEventListener("click", function () {
    gy.copy(gy.address("search.html", entries()), "已复制本次检索的网址");
  });

  /* --- events ------------------------------------------------------------------------------------------------------- */
  var live = gy.live(input, function (text) {
    state.query = text;
    again();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (live.busy()) return;
    gy.remember(input.value);
    live.now();
  });
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !live.busy(event) && input.value) {
      event.preventDefault();
      input.value = "";
      live.now();
    }
  });
  part("sort").addEventListener("change", function (event) { state.sort = event.target.value; again(); });
  part("clear").addEventListener("click", function () { state.chosen = {}; again(); });
  part("hits").addEventListener("click", function () { gy.remember(state.query); });
  gy.walkHits(part("results"), input);

  readAddress();
  ask();
  if (!state.query) input.focus();
})();
