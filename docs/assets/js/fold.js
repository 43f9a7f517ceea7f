/* Text as a searcher means it: full width equals half width, capitals equal small letters, quotes, 《》, 、 and blanks
   are passed over. Folding keeps the way back, so that a find in the folded text is a place in the real one. */
(function () {
  "use strict";
  var gy = window.gy;
  var TRANSPARENT = /[\s\u200b-\u200d\ufeff"'“”‘’「」『』《》〈〉、]/;
  var OPERATOR = /^[^\s:]{1,4}[:：]\S/;  /* 年份:2020 */

  /* {text, at}: folded text and, for each of its code units, the place in the original. */
  gy.fold = function (text) {
    var folded = "";
    var at = [];
    for (var i = 0; i < text.length; i++) {
      var unit = text[i];
      if (TRANSPARENT.test(unit)) continue;
      var plain = unit.normalize("NFKC").toLowerCase();
      folded += plain;
      for (var k = 0; k < plain.length; k++) at.push(i);
    }
    return { text: folded, at: at };
  };

  /* The plain words of a query: without 年份:…, without -词; "…" keeps its blanks together. */
  gy.words = function (query) {
    var found = query.normalize("NFKC").match(/-?["“][^"”]*["”]?|\S+/g) || [];
    return found.filter(function (word) {
      return word[0] !== "-" && !OPERATOR.test(word) && gy.fold(word).text;
    });
  };

  /* Where words stand in a text: [[start, end], …] in order, none overlapping; of two that do the longer stays. */
  gy.places = function (text, words) {
    var folded = gy.fold(text);
    var found = [];
    words.forEach(function (word) {
      var wanted = gy.fold(word).text;
      var at = wanted ? folded.text.indexOf(wanted) : -1;
      for (; at >= 0; at = folded.text.indexOf(wanted, at + wanted.length)) {
        found.push([folded.at[at], folded.at[at + wanted.length - 1] + 1]);
      }
    });
    var end = 0;
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; }).filter(function (span) {
      if (span[0] < end) return false;
      end = span[1];
      return true;
    });
  };

  /* Half a surrogate pair may stand in a query but not in an address or a file. */
  gy.sound = function (text) { return new TextDecoder().decode(new TextEncoder().encode(text)); };

  /* A text as nodes with <mark> on the spans. */
  gy.marked = function (text, spans) {
    var nodes = document.createDocumentFragment();
    var at = 0;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] <= span[0]) return;
      nodes.append(text.slice(at, span[0]), gy.make("mark", { text: text.slice(span[0], span[1]) }));
      at = span[1];
    });
    nodes.append(text.slice(at));
    return nodes;
  };
})();
