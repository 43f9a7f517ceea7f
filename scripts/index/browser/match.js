/* Sets of entries that answer something, and what is done with them. A match is {entries, ranks}: entries in order; rank 0
   the phrase is a whole heading or lead sentence, 2 it begins one, 3 it stands in one, 4 elsewhere. */
(function (engine) {
  "use strict";
  var WHOLE = 0, BEGINS = 2, WITHIN = 3, BODY = 4;
  var CLOSE = [8, 25, 80]; // tokens between words that stand close, less so, and within a few sentences
  var NOTHING = {entries: new Uint32Array(0), ranks: new Uint8Array(0)};

  function rankOf(first, last, inLead) {
    if (!inLead) return BODY;
    var begins = first & 1, ends = last & 2;
    return begins && ends ? WHOLE : begins ? BEGINS : WITHIN;
  }

  /* Promise of the match of a phrase (phrase.js). */
  function phrase(tokens) { return engine.phrase.find(tokens); }

  function ofList(list) {
    if (!list) return NOTHING;
    var ranks = new Uint8Array(list.count).fill(BODY);
    for (var i = 0; i < list.leads.length; i++) {
      if (list.leads[i]) ranks[i] = rankOf(list.leads[i], list.leads[i], true);
    }
    return {entries: list.entries, ranks: ranks};
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
    return some.length ? some.reduce(merged) : NOTHING;
  }

  function merged(one, other) {
    var left = one.entries, right = other.entries, most = left.length + right.length, count = 0, l = 0, r = 0;
    var entries = new Uint32Array(most), ranks = new Uint8Array(most);
    while (l < left.length || r < right.length) {
      var fromLeft = r >= right.length || left[l] <= right[r], fromRight = l >= left.length || right[r] <= left[l];
      var rank = fromLeft ? one.ranks[l] : 255;
      entries[count] = fromLeft ? left[l++] : right[r];
      if (fromRight) rank = Math.min(rank, other.ranks[r++]);
      ranks[count++] = rank;
    }
    return {entries: entries.slice(0, count), ranks: ranks.slice(0, count)};
  }

  /* A match with the ranks of another where that one is better. */
  function better(match, other) {
    var there = 0;
    return {entries: match.entries, ranks: match.ranks.map(function (rank, at) {
      there = lower(other.entries, match.entries[at], there);
      return other.entries[there] === match.entries[at] ? Math.min(rank, other.ranks[there]) : rank;
    })};
  }

  function filtered(match, test) {
    var entries = new Uint32Array(match.entries.length), ranks = new Uint8Array(match.entries.length), count = 0;
    for (var at = 0; at < entries.length; at++) {
      if (!test(match.entries[at])) continue;
      entries[count] = match.entries[at];
      ranks[count++] = match.ranks[at];
    }
    return {entries: entries.slice(0, count), ranks: ranks.slice(0, count)};
  }

  /* Calls each(entry, place) for every place of a list in some entries; pieces of its places that hold none of them are
     left alone. */
  function eachPlace(list, candidates, call) {
    var entries = list.entries, wanted = Uint32Array.from(candidates).sort();
    return engine.lists.placePieces(list, function (from, to) {
      return within(wanted, entries[from], entries[to - 1] + 1);
    }).then(function (pieces) {
      pieces.forEach(function (piece) {
        var numbers = piece[0], index = piece[1] - 1, at = 0, next = 0, take = false;
        for (var i = 0; i < numbers.length; i++) {
          if (numbers[i] & 1) {
            at += numbers[i] >>> 1;
          } else {
            at = numbers[i] >>> 1;
            next = lower(wanted, entries[++index], next);
            take = wanted[next] === entries[index];
          }
          if (take) call(entries[index], at);
        }
      });
    });
  }

  /* Promise of far(entry): 0 where two-character words and longer ones stand close together, up to 3 where they do not,
     as far as the lists that are here tell. */
  async function closeness(words, candidates) {
    var lists = await Promise.all(words.map(function (word) {
      return word.tokens.length > 1 ? engine.lists.known(engine.tokens.gram(word.tokens[0], word.tokens[1])) : null;
    }));
    if (lists.some(function (list) { return !list || list.pieces.length; })) return null;
    var found = await Promise.all(lists.map(async function (list) {
      var own = {entries: [], places: [], at: 0};
      await eachPlace(list, candidates, function (entry, place) {
        own.entries.push(entry);
        own.places.push(place);
      });
      return own;
    }));
    var grades = new Uint8Array(engine.dir.entries).fill(CLOSE.length);
    candidates.forEach(function (entry) {
      var least = span(found, entry);
      grades[entry] = CLOSE.filter(function (most) { return least > most; }).length;
    });
    return function (entry) { return grades[entry]; };
  }

  /* Tokens between the first and the last of all words where they stand closest in an entry; all entries are asked for
     in order, so that each word's `at` stands at the entry's first place. */
  function span(found, entry) {
    var last = found.map(function () { return -Infinity; }), least = Infinity;
    for (;;) {
      var next = -1;
      for (var word = 0; word < found.length; word++) {
        var own = found[word];
        if (own.entries[own.at] === entry && (next < 0 || own.places[own.at] < found[next].places[found[next].at])) next = word;
      }
      if (next < 0) return least;
      last[next] = found[next].places[found[next].at++];
      least = Math.min(least, last[next] - Math.min.apply(null, last));
    }
  }

  function raised(match, by) {
    return {entries: match.entries, ranks: match.ranks.map(function (rank) { return rank + by; })};
  }

  /* The smallest entries that hold every match, children included; words apart rank after whole phrases. */
  function together(matches, shapes) {
    var order = matches.slice().sort(function (a, b) { return a.entries.length - b.entries.length; });
    var rarest = order[0].entries, others = order.slice(1), found = [], outline = engine.outline;
    var from = others.map(function () { return 0; }), end = 0, all = false;
    for (var i = 0; i < rarest.length; i++) {
      if (rarest[i] >= end) { // the outermost entry tells of most that they cannot: look inside it only where it can
        var top = outline.top(shapes, rarest[i]);
        end = outline.end(shapes, top);
        all = others.every(function (match, at) {
          from[at] = lower(match.entries, top, from[at]);
          return match.entries[from[at]] < end;
        });
      }
      if (all) found.push(smallest(others, rarest[i], shapes));
    }
    var entries = distinct(Uint32Array.from(found).sort()).filter(function (entry, at, all) {
      return !(at + 1 < all.length && all[at + 1] < outline.end(shapes, entry)); // a smaller one inside holds them all
    });
    return {entries: entries, ranks: Uint8Array.from(entries, function (entry) { return apart(matches, entry); })};
  }

  /* The smallest entry around one that holds all matches, which the outermost does. */
  function smallest(matches, entry, shapes) {
    for (var around = entry; ; around = engine.outline.parent(shapes, around)) {
      var end = engine.outline.end(shapes, around);
      if (matches.every(function (match) { return within(match.entries, around, end); })) return around;
    }
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

  engine.match = {
    rankOf: rankOf, ofList: ofList, distinct: distinct, phrase: phrase, union: union, better: better,
    filtered: filtered, eachPlace: eachPlace, raised: raised, together: together, closeness: closeness, within: within,
    lower: lower, NOTHING: NOTHING, BODY: BODY
  };
})(window.kb.engine);
