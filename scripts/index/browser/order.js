/* Entries of a match in the order in which they are shown. */
(function (engine) {
  "use strict";
  var REGULATION = 2; // among engine.outline's categories
  var TELLING = 10; // so many are looked at a second time: their texts are shown anyway
  var SHORTCOMING = "问题"; // a role that stands back behind tasks and what came of them
  var COUNTED = /^[\u201d》]?[0-9]+/;
  var AT_ONCE = 6, EARLY = 40; // characters before a word with which a unit begins, before one that it is about

  /* Promise of the entries by rank; among equals those first that name the words early or often, then newer ones; what
     only counts them (谈话函询11件次) stands back, what tells of shortcomings comes last. */
  async function relevant(match, sort, lawFirst, result, limit) {
    var keys = keysOf(match, sort, lawFirst, result.far), order = plain(match, keys);
    return keys && limit ? tellingFirst(order, match, keys, result.phrases) : order;
  }

  /* What entries are ordered by, the lowest first: rank, then plans before regulations (or the other way round, when one
     is meant), then how far apart the words stand. null: by document. */
  function keysOf(match, sort, lawFirst, far) {
    if (sort === "document") return null;
    var docs = engine.outline.docs(), border = docs.starts[docs.category.indexOf(REGULATION)], doc = 0;
    if (border === undefined) border = engine.dir.entries;
    var keys = new Uint32Array(match.entries.length);
    for (var at = 0; at < keys.length; at++) {
      var entry = match.entries[at];
      if (sort !== "year") {
        keys[at] = match.ranks[at] * 8 + ((entry < border) === lawFirst ? 4 : 0) + (far ? far(entry) : 0);
        continue;
      }
      if (docs.starts[doc + 1] <= entry) doc = engine.outline.documentOf(entry);
      keys[at] = (9999 - docs.years[doc]) * 128 + match.ranks[at];
    }
    return keys;
  }

  /* Entries by key; equals in the order of the index: plans first, then newer. */
  function plain(match, keys) {
    if (!keys) return match.entries;
    var places = [], order = new Uint32Array(keys.length), from = 0;
    for (var at = 0; at < keys.length; at++) places[keys[at]] = (places[keys[at]] || 0) + 1; // how many there are of a key,
    Object.keys(places).forEach(function (key) { // in order, then where the next of them goes
      from += places[key];
      places[key] = from - places[key];
    });
    for (at = 0; at < keys.length; at++) order[places[keys[at]]++] = match.entries[at];
    return order;
  }

  /* Promise of the order with those first, among the equals of the first ten, that name the words early or often. Only
     ten, because their texts are shown anyway. */
  async function tellingFirst(order, match, keys, phrases) {
    var first = Array.from(order.slice(0, TELLING)), places = new Map();
    await Promise.all(first.map(async function (entry, at) {
      var key = keys[engine.match.lower(match.entries, entry)];
      var unit = await engine.units.unit(entry);
      places.set(entry, [key, (unit.role === SHORTCOMING ? 3 : 0) + grade(unit, phrases), at]);
    }));
    first.sort(function (a, b) {
      var left = places.get(a), right = places.get(b);
      return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
    });
    var told = Uint32Array.from(order);
    told.set(first);
    return told;
  }

  /* -1: a unit begins with some words; 0: it is about them, as far as one can see: it names them early, or more than once;
     2: it only counts them. */
  function grade(unit, phrases) {
    var marks = engine.hits.marks(unit.text, phrases);
    if (marks.length && marks[0][0] - (unit.label || 0) <= AT_ONCE) return -1;
    if (marks.length > 1 || (marks.length === 1 && marks[0][0] < EARLY)) return 0;
    return marks.length && COUNTED.test(unit.text.slice(marks[0][1])) ? 2 : 1;
  }

  engine.order = {relevant: relevant};
})(window.kb.engine);
