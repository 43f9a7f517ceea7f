/* Words that stand apart: in one document but no one item of it. */
(function (engine) {
  "use strict";
  function bits(number) {
    var count = 0;
    for (; number; number &= number - 1) count++;
    return count;
  }

  /* The best entries of every document that holds all matches. An entry counts the words of the headings above it and
     of the title as its own; where none then has all words, the one with most of them stands for the document. */
  function inDocuments(matches, shapes) {
    var masks = new Map(), docs = engine.outline.docs(), found = [];
    matches.forEach(function (match, word) {
      match.entries.forEach(function (entry) { masks.set(entry, (masks.get(entry) || 0) | (1 << word)); });
    });
    var all = (1 << matches.length) - 1, entries = Uint32Array.from(masks.keys()).sort();
    for (var from = 0, to; from < entries.length; from = to) {
      var doc = engine.outline.documentOf(entries[from]), held = 0;
      for (to = from; to < entries.length && entries[to] < docs.starts[doc + 1]; to++) held |= masks.get(entries[to]);
      if (held === all) best(entries.subarray(from, to), masks, shapes, all, found);
    }
    found.sort(function (a, b) { return a[0] - b[0]; });
    return {
      entries: Uint32Array.from(found, function (pair) { return pair[0]; }),
      ranks: Uint8Array.from(found, function (pair) { return pair[1]; })
    };
  }

  function best(entries, masks, shapes, all, found) {
    var above = [], most = null;
    var whole = [];
    entries.forEach(function (entry) {
      var own = masks.get(entry), level = shapes[entry], seen = own;
      if (level >= engine.outline.TITLE) while (above.length && above[above.length - 1][0] >= level) above.pop();
      above.forEach(function (heading) { if (covers(shapes, heading, entry)) seen |= heading[1]; });
      if (level >= engine.outline.TITLE) above.push([level, own, entry]);
      if (seen === all) whole.push([entry, 4 - Math.min(4, bits(own))]);
      var rank = 20 - bits(seen);
      if (!most || rank < most[1]) most = [entry, rank];
    });
    if (whole.length) found.push.apply(found, whole); else found.push(most);
  }

  /* Whether an entry stands under a heading: no heading as high comes between. */
  function covers(shapes, heading, entry) {
    for (var at = heading[2] + 1; at <= entry; at++) {
      if (shapes[at] >= engine.outline.TITLE && shapes[at] <= heading[0]) return false;
    }
    return true;
  }

  engine.scope = {inDocuments: inDocuments};
})(window.kb.engine);
