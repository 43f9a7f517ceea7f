/* What the list of proposals and the search page say of a hit: its title, its words around the mark, its address. */
(function () {
  "use strict";
  var gy = window.gy;
  var BEFORE = 14;   /* characters of context kept before the first mark: it must show in a narrow line too */
  var LENGTH = 140;  /* more than two lines of a wide screen; the style cuts the rest */
  var MATCHED = 8;   /* distinct matched words that go along to the page */

  function ofPair(text, at) { return /[\ud800-\udbff]/.test(text[at - 1] || "") && /[\udc00-\udfff]/.test(text[at] || ""); }

  /* Length of the text's beginning that the title already shows. */
  function shownInTitle(hit) {
    var title = hit.title || "";
    return title && hit.text.slice(0, title.length) === title ? title.length : 0;
  }

  /* {before, text, marks, after}: a window of the text with its marks moved along. */
  gy.window = function (text, marks, from, length) {
    var start = from;
    while (start > 0 && ofPair(text, start)) start--;
    var end = Math.min(text.length, start + length);
    if (ofPair(text, end)) end--;
    var inside = marks.filter(function (m) { return m[1] > start && m[0] < end; }).map(function (m) {
      return [Math.max(m[0], start) - start, Math.min(m[1], end) - start];
    });
    return { before: start > 0 ? "…" : "", text: text.slice(start, end), marks: inside, after: end < text.length ? "…" : "" };
  };

  /* Where the shown words begin: at the start of a clause if one is near before the first mark. */
  function beginning(text, mark, floor) {
    var from = Math.max(floor, mark - BEFORE);
    var clause = /[，。；：！？\n]([^，。；：！？\n]*)$/.exec(text.slice(from, mark));
    return from > floor && clause ? mark - clause[1].length : from;
  }

  function nodes(view, near) {
    var content = gy.marked(view.text, view.marks);
    if (near) {
      /* A near hit does not hold the words asked for: what it shares is dotted, never marked. */
      gy.all("mark", content).forEach(function (mark) {
        mark.parentNode.replaceChild(gy.make("u", { text: mark.textContent }), mark);
      });
    }
    content.prepend(view.before);
    content.append(view.after);
    return content;
  }

  gy.hitTitle = function (hit) {
    var shown = shownInTitle(hit);
    var label = hit.label && (hit.title || "").indexOf(hit.label) !== 0 ? hit.label : "";
    var title = hit.title || (label ? "" : hit.text.slice(0, 24));
    var marks = shown ? hit.marks || [] : [];
    var content = nodes(gy.window(title, marks, 0, title.length), hit.near);
    content.prepend(label + (label && title && !/[、．.）)]$/.test(label) ? "　" : ""));
    return content;
  };

  /* Two lines around the first mark that the title does not show. */
  gy.hitWords = function (hit) {
    var shown = shownInTitle(hit);
    var rest = (hit.marks || []).filter(function (m) { return m[1] > shown; });
    var from = rest.length ? beginning(hit.text, rest[0][0], shown) : shown;
    while (from < hit.text.length && /[\s。，；]/.test(hit.text[from]) && !(rest.length && from >= rest[0][0])) from++;
    var view = gy.window(hit.text, rest, from, LENGTH);
    if (from <= shown + 1) view.before = "";
    return nodes(view, hit.near);
  };

  /* The page with the query, and with what was really matched, so that it can mark the same words. */
  gy.hitAddress = function (hit, query) {
    var matched = {};
    (hit.marks || []).forEach(function (m) { matched[hit.text.slice(m[0], m[1])] = true; });
    var typed = gy.words(query).map(function (word) { return gy.fold(word).text; });
    var others = Object.keys(matched).filter(function (word) { return typed.indexOf(gy.fold(word).text) < 0 && word.length <= 40; });
    return gy.address(hit.url, [["q", query]].concat(others.slice(0, MATCHED).map(function (word) { return ["m", word]; })));
  };

  /* 《2020年…工作要点》第三部分第7项 */
  gy.hitCitation = function (hit) {
    var anchor = (hit.id || "").split("#")[1] || "";
    var name = (hit.path || [])[0] || hit.title || "";
    var place = hit.cite || gy.place(anchor, hit.kind === "法规");
    return "《" + name.replace(/《/g, "〈").replace(/》/g, "〉") + "》" + place;
  };
})();
