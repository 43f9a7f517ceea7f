/* Sets of entries that answer something, and what is done with them. A match is {entries, ranks}: entries in order; rank 0
   the phrase is a whole heading or lead sentence, 2 it begins one, 3 it stands in one, 4 elsewhere; of a phrase also
   `ends`: whether it ends one. */
(function (engine) {
  "use strict";
  var WHOLE = 0, BEGINS = 2, WITHIN = 3, BODY = 4;
  var CLOSE = [8, 25, 80]; // tokens between words that stand close, less so, and within a few sentences
  var NOTHING = {entries: new Uint32Array(0), ranks: new Uint8Array(0), ends: new Uint8Array(0)};

  function rankOf(first, last, inLead) {
    if (!inLead) return BODY;
    var begins = first & 1, ends = last & 2;
    return begins && ends ? WHOLE : begins ? BEGINS : WITHIN;
  }

  /* Promise of the match of a phrase (phrase.js). */
  function phrase(tokens) { return engine.phrase.find(tokens); }

  function ofList(list) {
    if (!list) return NOTHING;
    var ranks = new Uint8Array(list.count), ends = new Uint8Array(list.count);
    for (var i = 0; i < list.count; i++) {
      ranks[i] = rankOf(list.leads[i], list.leads[i], list.leads[i] > 0);
      ends[i] = list.leads[i] & 2;
    }
    return {entries: list.entries, ranks: ranks, ends: ends};
  }

  function distinct(sorted) {
    var found = new Uint32Array(sorted.length), count = 0;
    for (var at = 0; at < sorted.length; at++) {
      if (!count || sorted[at] !== found[count - 1]) found[count++] = sorted[at];
    }
    return found.subarray(0, count);
  }

  /* First place, from `low` on, in a sorted list whose value is not below `value`; near ones are found at once. */
  function lower(sorted, value, low) {
    var step = 1, high = low = low || 0;
    while (high < sorted.length && sorted[high] < value) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    if (high > sorted.length) high = sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* The union of matches; of two ranks the better one counts. */
  function union(matches) {
    var some = matches.filter(function (match) { return match.entries.length; });
    if (some.length < 2) return some[0] || NOTHING;
    var ranks = new Map();
    some.forEach(function (match) {
      match.entries.forEach(function (entry, at) {
        var old = ranks.get(entry);
        if (old === undefined || match.ranks[at] < old) ranks.set(entry, match.ranks[at]);
      });
    });
    var entries = Uint32Array.from(ranks.keys()).sort();
    return {entries: entries, ranks: Uint8Array.from(entries, function (entry) { return ranks.get(entry); })};
  }

  /* A match with the ranks of another where that one is better. */
  function better(match, other) {
    return {entries: match.entries, ranks: match.ranks.map(function (rank, at) {
      var there = lower(other.entries, match.entries[at]);
      return other.entries[there] === match.entries[at] ? Math.min(rank, other.ranks[there]) : rank;
    })};
  }

  function filtered(match, test) {
    var entries = new Uint32Array(match.entries.length), ranks = new Uint8Array(match.entries.length), count = 0;
    match.entries.forEach(function (entry, at) {
      if (!test(entry)) return;
      entries[count] = entry;
      ranks[count++] = match.ranks[at];
    });
    return {entries: entries.slice(0, count), ranks: ranks.slice(0, count)};
  }

  /* Calls each(entry, place) for every place of a list in some entries. */
  function eachPlace(list, candidates, call) {
    return engine.lists.placePieces(list, function () { return true; }).then(function (pieces) {
      pieces.forEach(function (piece) {
        var index = piece[1] - 1, at = 0;
        piece[0].forEach(function (number) {
          if (number & 1) at += number >>> 1;
          else { index++; at = number >>> 1; }
          if (candidates.has(list.entries[index])) call(list.entries[index], at);
        });
      });
    });
  }

  /* Promise of far(entry): 0 where two-character words and longer ones stand close together, up to 3 where they do not,
     as far as the lists that are here tell. */
  async function closeness(words, candidates) {
    var lists = await Promise.all(words.map(function (word) {
      return word.tokens.length > 1 ? engine.lists.known(engine.tokens.gram(word.tokens[0], word.tokens[1])) : null;
    })), places = new Map(), wanted = new Set(candidates);
    if (lists.some(function (list) { return !list || list.pieces.length; })) return null;
    await Promise.all(lists.map(function (list, word) {
      return eachPlace(list, wanted, function (entry, place) {
        if (!places.has(entry)) places.set(entry, []);
        places.get(entry).push([place, word]);
      });
    }));
    places.forEach(function (found, entry) {
      var last = [], least = Infinity;
      found.sort(function (a, b) { return a[0] - b[0]; }).forEach(function (pair) {
        last[pair[1]] = pair[0];
        for (var word = 0, first = pair[0]; word < words.length; word++) first = Math.min(first, last[word]);
        if (pair[0] - first < least) least = pair[0] - first;
      });
      places.set(entry, CLOSE.filter(function (most) { return !(least <= most); }).length);
    });
    return function (entry) { return places.has(entry) ? places.get(entry) : CLOSE.length; };
  }

  function raised(match, by) {
    return {entries: match.entries, ranks: match.ranks.map(function (rank) { return rank + by; })};
  }

  /* The smallest entries that hold every match, children included; words apart rank after whole phrases. */
  function together(matches, shapes) {
    var order = matches.slice().sort(function (a, b) { return a.entries.length - b.entries.length; });
    var found = new Set(), outline = engine.outline;
    order[0].entries.forEach(function (entry) {
      for (var around = entry; around >= 0; around = outline.parent(shapes, around)) {
        var end = outline.end(shapes, around);
        if (order.every(function (match) { return within(match.entries, around, end); })) {
          found.add(around);
          break;
        }
      }
    });
    var entries = Uint32Array.from(found).sort().filter(function (entry, at, all) {
      return !(at + 1 < all.length && all[at + 1] < outline.end(shapes, entry)); // a smaller one inside holds them all
    });
    return {entries: entries, ranks: Uint8Array.from(entries, function (entry) { return apart(matches, entry); })};
  }

  function within(entries, start, end) {
    var at = lower(entries, start);
    return at < entries.length && entries[at] < end;
  }

  function apart(matches, entry) {
    var worst = 0;
    matches.forEach(function (match) {
      var at = lower(match.entries, entry);
      worst = Math.max(worst, match.entries[at] === entry ? match.ranks[at] : BODY + 1);
    });
    return worst + 5;
  }

  engine.match = {rankOf: rankOf, ofList: ofList, distinct: distinct, phrase: phrase, union: union, better: better, filtered: filtered, eachPlace: eachPlace, raised: raised, together: together, closeness: closeness, within: within, lower: lower,
    NOTHING: NOTHING, BODY: BODY};
})(window.kb.engine);
