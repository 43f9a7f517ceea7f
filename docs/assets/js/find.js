/* The search box of every page: a combobox over a listbox. Names first (直达), then items.
   Focus stays in the box; ↑↓ move through the proposals, Enter opens one or asks for all, Esc closes. */
(function () {
  "use strict";
  var gy = window.gy;
  var SHOWN = 8;
  var SLOW = 400;  /* ms after which waiting is said */
  var FORMS = { title: "文件", section: "标题", paragraph: "正文", table: "表格", page: "网页" };
  var text = gy.one("[data-document]");
  var own = text && text.getAttribute("data-document");  /* the text being read can be searched alone */

  gy.all("[data-gy-find]").forEach(function (form, number) {
    var input = gy.one("input", form);
    var listId = "gy-list-" + number;
    var list = gy.make("div", { id: listId, role: "listbox", "aria-label": "检索建议" });
    var said = gy.make("p", { "class": "gy-said", hidden: true });
    var heard = gy.make("span", { "class": "gy-vh", role: "status" });
    var foot = gy.make("p", { "class": "gy-pop__f" });
    var pop = gy.make("div", { "class": "gy-pop", hidden: true }, [list, said, foot]);
    var options = [];
    var active = -1;
    var asked = 0;  /* number of the last question; answers to earlier ones are dropped */

    form.append(pop, heard);
    Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list" })
      .forEach(function (entry) { input.setAttribute(entry[0], entry[1]); });

    function open(on) {
      pop.hidden = !on;
      input.setAttribute("aria-expanded", String(on && options.length > 0));
      if (!on) pick(-1);
    }

    function pick(to) {
      active = to;
      options.forEach(function (option, i) { option.setAttribute("aria-selected", String(i === to)); });
      if (to < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options[to].id);
        options[to].scrollIntoView({ block: "nearest" });
      }
    }

    function say(text) {
      said.textContent = text;
      said.hidden = !text;
      heard.textContent = text;
    }

    function option(address, tag, words, note) {
      var row = gy.make("a", {
        "class": "gy-row", role: "option", id: listId + "-" + options.length, href: address, tabindex: "-1", "aria-selected": "false"
      }, [gy.make("span", { "class": "gy-tag", text: tag }), words, gy.make("i", { text: note || "" })]);
      options.push(row);
      return row;
    }

    function group(title, note, rows) {
      if (!rows.length) return;
      var head = gy.make("p", { "class": "gy-pop__h", "aria-hidden": "true" }, [title, gy.make("span", { text: note })]);
      list.append(gy.make("div", { role: "group", "aria-label": title }, [head].concat(rows)));
    }

    function reset() {
      options = [];
      gy.empty(list);
      gy.empty(foot);
      pick(-1);
    }

    function keys(last) {
      [["↑", "↓", "选择"], ["Enter", "", "打开"], ["Esc", "", "收起"]].forEach(function (key) {
        foot.append(gy.make("span", { "aria-hidden": "true" },
          [gy.make("kbd", { text: key[0] }), key[1] && gy.make("kbd", { text: key[1] }), " " + key[2]]));
      });
      if (last) foot.append(last);
    }

    /* --- what the list holds ------------------------------------------------------------------------------------------ */
    function nameRow(name, query) {
      var words = gy.make("span", {}, [gy.nameWords(name, query)]);
      return option(gy.address(name.url), name.type || "名称", words, name.detail || "");
    }

    function suggestion(words) {
      return option(gy.address("search.html", [["q", words]]), "检索", gy.make("span", { text: words }), "");
    }

    function hitRow(hit, query) {
      var words = gy.make("span", {}, [
        gy.make("span", { "class": "gy-row__x" }, [gy.make("b", {}, [gy.hitTitle(hit)]), "　", gy.hitWords(hit)]),
        gy.make("small", { text: gy.hitPath(hit).slice(0, 2).join(" › ") })
      ]);
      var role = hit.role && hit.role !== "其他" ? hit.role : FORMS[hit.form] || "条目";
      return option(gy.hitAddress(hit, query), role, words, hit.year || "");
    }

    function show(result, query) {
      reset();
      if (result.error) { fail(result.error, query); return; }
      var exact = result.hits.filter(function (hit) { return !hit.near; });
      var near = result.hits.filter(function (hit) { return hit.near; });
      group("直达", "", (result.names || []).slice(0, 5).map(function (name) { return nameRow(name, query); }));
      if (result.suggested) group("您是不是要找", "", [suggestion(result.suggested)]);
      var widened = typeof result.exact === "number" && result.exact < result.total;
      group("条目", result.total + " 条，含原词" + (widened ? "或同义写法" : ""), exact.map(function (hit) { return hitRow(hit, query); }));
      if (!exact.length) group("相近结果", "不全含所查的词", near.map(function (hit) { return hitRow(hit, query); }));
      say(options.length ? "" : "没有找到，也没有相近的条目。");
      if (options.length) heard.textContent = options.length + " 个建议，共 " + result.total + " 条";
      keys(gy.make("a", { href: gy.address("search.html", [["q", query]]), text: "看全部 " + result.total + " 条" }));
      if (own) foot.append(gy.make("a", { href: gy.address("search.html", [["q", query], ["文件", own]]), text: "只查本文" }));
      open(true);
    }

    /* Names that came after the hits: shown unless the reader has gone on, or is choosing already. */
    function nameAnew(mine, result, names, query) {
      result.names = names || [];
      if (mine === asked && active < 0 && !pop.hidden && result.names.length) show(result, query);
    }

    function fail(error, query) {
      say(error);
      foot.append(gy.make("button", { "class": "gy-btn", type: "button", text: "重试", click: function () { ask(query); } }));
      open(true);
    }

    function recents() {
      reset();
      say("");
      group("最近检索", "只存在本机", gy.recent().map(function (query) {
        return option(gy.address("search.html", [["q", query]]), "检索", gy.make("span", { text: query }), "");
      }));
      if (options.length) keys();
      open(options.length > 0);
    }

    function ask(query) {
      var mine = ++asked;
      if (!query.trim()) { recents(); return; }
      var slow = setTimeout(function () {
        if (mine !== asked) return;
        reset();
        say("正在载入检索文件…");
        open(true);
      }, SLOW);
      gy.search(query, { limit: SHOWN, quick: true }).then(function (result) {
        clearTimeout(slow);
        if (mine !== asked || document.activeElement !== input) return;
        show(result, query);
        if (result.naming) result.naming.then(function (names) { nameAnew(mine, result, names, query); });
      });
    }

    /* --- events ------------------------------------------------------------------------------------------------------- */
    var live = gy.live(input, ask);

    function leave() {
      asked++;
      open(false);
    }

    input.addEventListener("focus", function () { live.now(); });
    input.addEventListener("keydown", function (event) {
      if (live.busy(event)) return;
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options.length) {
        event.preventDefault();
        if (pop.hidden) open(true);
        pick(active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length);
      } else if (event.key === "Enter" && active >= 0 && !pop.hidden) {
        event.preventDefault();
        gy.remember(input.value);
        location.href = options[active].href;
      } else if (event.key === "Escape") {
        if (pop.hidden) input.blur();
        leave();
      }
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (live.busy() || !input.value.trim()) return;
      gy.remember(input.value);
      location.href = gy.address("search.html", [["q", input.value.trim()]]);
    });
    list.addEventListener("click", function () { gy.remember(input.value); });
    form.addEventListener("focusout", function (event) { if (!form.contains(event.relatedTarget)) leave(); });
    pop.addEventListener("mousedown", function (event) { if (!event.target.closest("button")) event.preventDefault(); });
    window.addEventListener("pageshow", function (event) { if (event.persisted) leave(); });
  });
})();
