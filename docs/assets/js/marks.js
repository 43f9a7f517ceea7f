/* The words of a search, kept in sight on the page it led to: ?q=… marks them all; a bar steps through them. */
(function () {
  "use strict";
  var gy = window.gy;
  var asked = new URLSearchParams(location.search);
  var query = asked.get("q") || "";
  /* m: what the search really matched, where that was not the typed word (巡查 → 巡察). */
  var words = gy.words(query).concat(asked.getAll("m")).slice(0, 20);
  var groups = [];  /* one list of <mark> for each place: a place may run through several elements */

  function textNodes(block) {
    var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    var nodes = [];
    for (var at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push({ node: walker.currentNode, at: at });
    return nodes;
  }

  /* Wrap one span of a block's text; from the end backwards, so that earlier offsets stay true. */
  function wrap(nodes, span) {
    var marks = [];
    nodes.forEach(function (entry) {
      var start = Math.max(span[0] - entry.at, 0);
      var end = Math.min(span[1] - entry.at, entry.node.length);
      if (start >= end) return;
      entry.node.splitText(end);
      var mark = gy.make("mark");
      var piece = entry.node.splitText(start);
      piece.parentNode.replaceChild(mark, piece);
      mark.append(piece);
      marks.push(mark);
    });
    return marks;
  }

  function markBlock(block) {
    var spans = gy.places(block.textContent, words);
    var here = [];
    spans.reverse().forEach(function (span) { here.unshift(wrap(textNodes(block), span)); });
    groups = groups.concat(here);
  }

  var bar;
  var now = -1;

  function step(to, scroll) {
    if (now >= 0) groups[now].forEach(function (mark) { mark.classList.remove("is-now"); });
    now = (to + groups.length) % groups.length;
    groups[now].forEach(function (mark) { mark.classList.add("is-now"); });
    gy.one("[role=status]", bar).textContent = now + 1 + "/" + groups.length + " 处";
    if (scroll) groups[now][0].scrollIntoView({ block: "center" });
  }

  function clear() {
    groups.forEach(function (marks) {
      marks.forEach(function (mark) {
        var parent = mark.parentNode;
        while (mark.firstChild) parent.insertBefore(mark.firstChild, mark);
        parent.removeChild(mark);
        parent.normalize();
      });
    });
    bar.remove();
    try { history.replaceState(null, "", gy.here() + location.hash); } catch (error) { /* file:// of old browsers */ }
  }

  function button(text, label, press) {
    return gy.make("button", { "class": "gy-btn", type: "button", text: text, "aria-label": label, click: press });
  }

  function start() {
    bar = gy.make("div", { "class": "gy-marks", role: "region", "aria-label": "检索词在本页的位置" }, [
      gy.make("b", { text: query.slice(0, 40) }), gy.make("span", { role: "status" }),
      button("上一处", "上一处", function () { step(now - 1, true); }),
      button("下一处", "下一处", function () { step(now + 1, true); }),
      button("清除", "清除标记", clear)
    ]);
    document.body.append(bar);
    var first = groups.findIndex(function (marks) { return marks[0].closest(".is-target"); });
    step(Math.max(first, 0), !location.hash);
  }

  if (!words.length) return;
  gy.all("[data-document] > [data-src]").forEach(markBlock);
  if (groups.length) start();
})();
