/* Cited text and the meaning of a term, without leaving the page: on hover, on focus, at the first tap.
   Cited text comes from this page, or from data/articles/<work>/<date>.js, a script that calls
   kbArticles(key, texts, title); script tags work on file:// too. */
(function () {
  "use strict";
  var gy = window.gy;
  var article = gy.one("[data-document]");
  if (!article) return;
  var ARTICLE_PAGE = /^regulations\/([^/]+)\/([^/]+)\.html$/;
  var texts = {};    /* "work/date" → {anchor: text} */
  var titles = {};   /* "work/date" → 《title》 */
  var loading = {};  /* "work/date" → Promise */

  window.kbArticles = function (key, byAnchor, title) {
    texts[key] = byAnchor;
    titles[key] = title ? "《" + title.replace(/《/g, "〈").replace(/》/g, "〉") + "》" : "";
  };

  function load(key) {
    if (!loading[key]) {
      loading[key] = new Promise(function (resolve, reject) {
        var script = gy.make("script", { src: gy.root + "data/articles/" + key + ".js" });
        script.onload = function () { if (texts[key]) resolve(texts[key]); else reject(); };
        script.onerror = function () { loading[key] = null; reject(); };
        document.head.append(script);
      });
    }
    return loading[key];
  }

  /* The words of a unit of this page: its own block and those below it. */
  function wordsHere(anchor) {
    var unit = document.getElementById(anchor);
    if (!unit) return "";
    var below = gy.all(".gy-doc > [data-src]").filter(function (block) {
      return !block.contains(unit) && (block.id.indexOf(anchor + "-") === 0 || block.getAttribute("data-of") === anchor);
    });
    return [unit].concat(below).map(function (block) { return block.textContent.trim(); }).join("\n");
  }

  /* t9-k2-x1 or the nearest above it that has a text. */
  function nearest(byAnchor, anchor) {
    var parts = anchor.split("-");
    for (; parts.length; parts.pop()) if (byAnchor[parts.join("-")]) return byAnchor[parts.join("-")];
    return "";
  }

  /* What a link leads to: {here} or {key, date}, with the anchor; null where there is nothing to show. */
  function destination(link) {
    var anchor = "";
    try { anchor = decodeURIComponent(link.hash.slice(1)); } catch (error) { return null; }
    var address = link.href.split("#")[0].split("?")[0];
    if (anchor && address === gy.here()) return { here: true, anchor: anchor };
    var found = ARTICLE_PAGE.exec(address.slice(gy.root.length));
    return found && anchor ? { key: found[1] + "/" + found[2], date: found[2], anchor: anchor } : null;
  }

  function contents(link) {
    if (link.classList.contains("gy-term")) return Promise.resolve({ body: link.getAttribute("data-tip"), term: true });
    var to = destination(link);
    if (!to) return Promise.resolve(link.getAttribute("data-tip") ? { body: link.getAttribute("data-tip"), term: true } : null);
    var head = { title: gy.place(to.anchor, true), note: to.here ? "本文" : /^\d/.test(to.date) ? to.date + " 版" : "" };
    head.foot = link.getAttribute("data-note") || (link.classList.contains("gy-cite--old") ? "此后另有新版本" : "");
    if (to.here) return Promise.resolve(Object.assign(head, { body: wordsHere(to.anchor) }));
    return load(to.key).then(
      function (byAnchor) {
        return Object.assign(head, { title: titles[to.key] + head.title, body: nearest(byAnchor, to.anchor) });
      },
      function () { return Object.assign(head, { body: "没有取到条文预览，可点开原文查看。" }); }
    );
  }

  var peek = gy.make("aside", { "class": "gy-peek", role: "tooltip", id: "gy-peek", hidden: true });
  document.body.append(peek);
  var shown = null;
  var leaving;

  function fill(said, tapped) {
    gy.empty(peek).classList.toggle("gy-peek--term", Boolean(said.term));
    if (said.title) peek.append(gy.make("header", {}, [gy.make("b", { text: said.title }), gy.make("span", { text: said.note })]));
    peek.append(gy.make("p", { text: said.body }));
    if (said.foot) peek.append(gy.make("footer", {}, [gy.make("span", { "class": "gy-st gy-st--warn", text: said.foot })]));
    if (tapped) peek.append(gy.make("footer", { text: "再点一次打开" }));
  }

  function place(link) {
    var box = link.getClientRects()[0];
    var page = document.documentElement;
    var left = Math.min(box.left, page.clientWidth - peek.offsetWidth - 12);
    var below = box.bottom + 6;
    if (below + peek.offsetHeight > window.innerHeight) below = Math.max(60, box.top - peek.offsetHeight - 6);
    peek.style.left = Math.max(8, left) + window.pageXOffset + "px";
    peek.style.top = below + window.pageYOffset + "px";
  }

  function show(link, tapped) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    shown = link;
    contents(link).then(function (said) {
      if (shown !== link || !said || !said.body) return;  /* the pointer has moved on meanwhile */
      fill(said, tapped);
      peek.hidden = false;
      place(link);
      link.setAttribute("aria-describedby", "gy-peek");
    });
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    peek.hidden = true;
  }

  function linkAt(event) { return event.target.closest && event.target.closest("a.gy-cite, a.gy-term"); }

  article.addEventListener("mouseover", function (event) {
    var link = linkAt(event);
    if (link) show(link);
    else if (shown) { clearTimeout(leaving); leaving = setTimeout(hide, 180); }
  });
  article.addEventListener("mouseleave", function () { clearTimeout(leaving); leaving = setTimeout(hide, 180); });
  peek.addEventListener("mouseenter", function () { clearTimeout(leaving); });
  peek.addEventListener("mouseleave", hide);
  article.addEventListener("focusin", function (event) { var link = linkAt(event); if (link && !touched) show(link); });
  article.addEventListener("focusout", function (event) { if (linkAt(event)) hide(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });

  /* Touch has no hover: the first tap shows, the second follows the link. */
  var touched = null;
  article.addEventListener("touchstart", function (event) { touched = linkAt(event); }, { passive: true });
  article.addEventListener("click", function (event) {
    var link = linkAt(event);
    if (link && link === touched && (shown !== link || !peek.dataset.tapped)) {
      event.preventDefault();
      shown = null;
      peek.dataset.tapped = "yes";
      show(link, true);
    } else delete peek.dataset.tapped;
  });
  document.addEventListener("touchstart", function (event) {
    if (shown && !peek.contains(event.target) && linkAt(event) !== shown) { hide(); delete peek.dataset.tapped; }
  }, { passive: true });
})();
