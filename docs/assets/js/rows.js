/* What the list of proposals and the search page say of a hit: its title, its words around the mark, its address. */
(function () {
  "use strict";
  var gy = window.gy;
  var BEFORE = 26;   /* characters of context kept before the first mark: it must show in two lines of a phone too */
  var LENGTH = 140;  /* more than two lines of a wide screen; the style cuts the rest */
  var MATCHED = 8;   /* distinct matched words that go along to the page */
  var CLAUSE = /^[^。；！？\n]{6}[^，。；：！？\n]{0,22}(?=[，。；：！？\n]|$)/;  /* a comma early on is passed over: 2022年，… */

  var SENTENCE = /^[^。；！？\n]{2,24}(?=[。；！？\n]|$)/;  /* 办好信访件。 */

  function ofPair(text, at) { return /[\ud800-\udbff]/.test(text[at - 1] || "") && /[\udc00-\udfff]/.test(text[at] || ""); }

  /* Where the label ends in the text, blanks after it included; 0 where the text begins without it. */
  function afterLabel(hit) {
    if (!hit.label || hit.text.indexOf(hit.label) !== 0) return 0;
    return hit.label.length + /^\s*/.exec(hit.text.slice(hit.label.length))[0].length;
  }

  /* {label, words, marks, until}: the line that names a hit, and how far into the text it has come with it.
     一是 and paragraphs have no title of their own: their first clause stands for it. */
  function heading(hit) {
    var start = afterLabel(hit);
    var rest = hit.text.slice(start);
    var words = hit.title === hit.documentTitle && hit.form !== "title" ? "" : hit.title || "";
    if (hit.label && words.indexOf(hit.label) === 0) words = words.slice(hit.label.length).trim();
    var own = words !== "" && rest.indexOf(words) !== 0;
    if (!words) words = (CLAUSE.exec(rest) || SENTENCE.exec(rest) || [""])[0];
    words = words.replace(/[。：；]$/, "");
    var marks = (hit.marks || []).map(function (m) { return [m[0] - start, m[1] - start]; });
    return { label: hit.label || "", words: words, marks: own ? [] : marks, until: own ? start : start + words.length };
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

  /* Where the shown words begin: with the first clause that starts near before the mark. */
  function beginning(text, mark, floor) {
    if (mark - floor <= BEFORE) return floor;
    var stop = /[，。；：！？\n]/.exec(text.slice(mark - BEFORE, mark));
    return mark - BEFORE + (stop ? stop.index + 1 : 0);
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
    var line = heading(hit);
    var content = nodes(gy.window(line.words, line.marks, 0, line.words.length), hit.near);
    content.prepend(line.label + (line.label && line.words && !/[、．.）)]$/.test(line.label) ? "　" : ""));
    if (!content.textContent) content.append(hit.text.slice(0, 24));
    return content;
  };

  /* Two lines around the first mark that the title does not show. */
  gy.hitWords = function (hit) {
    var shown = heading(hit).until;
    var rest = (hit.marks || []).filter(function (m) { return m[1] > shown; });
    var from = rest.length ? beginning(hit.text, rest[0][0], shown) : shown;
    var stop = rest.length ? rest[0][0] : hit.text.length;
    while (from < stop && /[\s。，；：]/.test(hit.text[from])) from++;
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

  /* 第二款, 第二款第三项: where in an article of several 款 all marks stand; "" where they stand apart or in its label. */
  function clause(hit) {
    var clauses = 0, points = 0, at = 0, found = [];
    hit.text.split("\n").forEach(function (line) {
      if (/^[（(][零一二三四五六七八九十百]+[)）]/.test(line)) points++;
      else { clauses++; points = 0; }
      found.push([at, clauses, points]);
      at += line.length + 1;
    });
    var places = (hit.marks || []).map(function (mark) {
      var line = found.filter(function (one) { return one[0] <= mark[0]; }).pop();
      return mark[0] < (hit.label || "").length ? "" : "第" + gy.chinese(line[1]) + "款" + (line[2] ? "第" + gy.chinese(line[2]) + "项" : "");
    });
    if (clauses < 2 || !places.length) return "";
    function common(parts) { return parts.every(function (part) { return part === parts[0]; }) ? parts[0] : ""; }
    return common(places) || common(places.map(function (place) { return place.replace(/第[^第]*项$/, ""); }));
  }

  /* 《2020年…工作要点》第三部分第7项; 《…办法》（2022年修订）第九条 */
  gy.hitCitation = function (hit) {
    var anchor = (hit.id || "").split("#")[1] || "";
    var name = hit.documentTitle || (hit.path || [])[0] || "";
    var said = gy.place(anchor, hit.kind === "法规");
    if (hit.form === "article") said += clause(hit);
    var numbered = (hit.path || []).some(function (step) { return /^附[件表录]?\s*[\d一二三四五六七八九十]/.test(step); });
    if (/^f1(-|$)/.test(anchor) && !numbered) said = said.replace(/^附件1/, "附件");  /* the only one has no number */
    return "《" + name.replace(/《/g, "〈").replace(/》/g, "〉") + "》" + (hit.edition ? "（" + hit.edition + "）" : "") + said;
  };

  /* A name with what was typed of it. */
  gy.nameWords = function (name, query) {
    var title = name.name || name.title || "";
    return gy.marked(title, gy.places(title, gy.words(query)));
  };

  /* [document, headings above…] */
  gy.hitPath = function (hit) {
    var path = (hit.path || []).slice();
    if (hit.documentTitle && path[0] !== hit.documentTitle && hit.form !== "title") path.unshift(hit.documentTitle);
    if (hit.edition) path[0] = (path[0] || "") + "（" + hit.edition + "）";
    return path;
  };
})();
