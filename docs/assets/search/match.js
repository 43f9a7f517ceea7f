/* Tokens -> entries that hold them next to each other; several phrases -> the smallest items that hold them all.
   A match is {entries, ranks}: entries in order, rank 0 the phrase is a whole heading or lead sentence, 2 it begins one,
   3 it stands in one, 4 elsewhere; of a phrase also `ends`: whether it ends one. */
(function (engine) {
  "use strict";
  var BASE = 1048576; // positions in a group of lines
  var BATCH = 8;
  var FEW = 10; // places that are looked up in the texts
  var WHOLE = 0, BEGINS = 2, WITHIN = 3, BODY = 4;
  var NOTHING = {entries: new Uint32Array(0), ranks: new Uint8Array(0), ends: new Uint8Array(0)};

  function rankOf(first, last, inLead) {
    if (!inLead) return BODY;
    var begins = first & 1, ends = last & 2;
    return begins && ends ? WHOLE : begins ? BEGINS : WITHIN;
  }

  function ofList(list) {
    if (!list) return NOTHING;
    var ranks = new Uint8Array(list.count), ends = new Uint8Array(list.count);
    for (var i = 0; i < list.count; i++) {
      ranks[i] = rankOf(list.leads[i], list.leads[i], list.leads[i] > 0);
      ends[i] = list.leads[i] & 2;
    }
    return {entries: list.entries, ranks: ranks, ends: ends};
  }

  /* Pairs that cover a phrase: [[pair, offset]…]. */
  function cover(tokens) {
    var pairs = [];
    for (var at = 0; at + 1 < tokens.length; at += 2) pairs.push([engine.tokens.gram(tokens[at], tokens[at + 1]), at]);
    if (tokens.length % 2) {
      at = tokens.length - 2;
      pairs.push([engine.tokens.gram(tokens[at], tokens[at + 1]), at]);
    }
    return pairs;
  }

  /* Promise of the match of a phrase. */
  function phrase(tokens) {
    if (!tokens.length) return Promise.resolve(NOTHING);
    if (tokens.length === 1) return engine.lists.single(tokens[0]).then(ofList);
    var pairs = cover(tokens);
    if (pairs.length === 1) return engine.lists.pair(pairs[0][0]).then(ofList);
    return pairs.length > 2 ? glance(tokens, pairs) : exactly(pairs);
  }

  function exactly(pairs) {
    return lists(pairs, []).then(function (found) { return found ? adjacent(pairs, found) : NOTHING; });
  }

  /* A long phrase: where its first and last pair lie as they should in few places, the texts of these, which will be
     shown anyway, tell sooner than the lists of the pairs between. */
  async function glance(tokens, pairs) {
    var ends = [pairs[0], pairs[pairs.length - 1]], found = await lists(ends, []);
    if (!found) return NOTHING;
    var held = await located(ends, found);
    if (held.keys.length > FEW || held.apart) return exactly(pairs);
    var whole = await Promise.all(held.owners.map(function (owner) {
      return engine.units.unit(owner).then(function (unit) { return engine.hits.marks(unit.own, [tokens]).length > 0; });
    }));
    held.owners = held.owners.filter(function (_, at) { return whole[at]; });
    return ranked(held, found);
  }

  /* Promise of the lists of all pairs, a few at a time; null as soon as one is missing. */
  function lists(pairs, found) {
    if (found.length === pairs.length) return Promise.resolve(found);
    return Promise.all(pairs.slice(found.length, found.length + BATCH).map(function (pair) {
      return engine.lists.pair(pair[0]);
    })).then(function (more) {
      return more.indexOf(null) >= 0 ? null : lists(pairs, found.concat(more));
    });
  }

  function adjacent(pairs, found) {
    return located(pairs, found).then(function (held) { return ranked(held, found); });
  }

  /* Promise of the places where all pairs stand at their offsets, the rarest pair asked first: {keys, owners}; `apart`
     when one spans several entries. */
  function located(pairs, found) {
    var order = pairs.map(function (_, at) { return at; }).sort(function (a, b) { return found[a].count - found[b].count; });
    var shapes = null;
    var step = engine.dir.inline ? engine.outline.shape().then(function (all) { shapes = all; }) : Promise.resolve();
    var held = null;
    order.forEach(function (at) {
      step = step.then(function () {
        if (held && !held.keys.length) return held;
        return places(found[at], held, pairs[at][1], shapes);
      }).then(function (next) { held = held ? both(held, next, shapes) : next; });
    });
    return step.then(function () { return held; });
  }

  /* Promise of where the phrase would begin, judged by one pair: {keys: head * BASE + place, owners}. */
  function places(list, held, offset, shapes) {
    var heads = headsOf(list, shapes), wanted = held ? wantedHeads(held) : null;
    return engine.lists.placePieces(list, function (from, to) {
      return !wanted || meets(wanted, heads, from, to);
    }).then(function (pieces) {
      var keys = [], owners = [], sorted = true;
      pieces.forEach(function (piece) {
        var index = piece[1] - 1, at = 0, next = 0, take = false;
        engine.varints.each(piece[0], function (number) {
          if (number & 1) {
            at += number >>> 1;
          } else {
            index++;
            at = number >>> 1;
            take = true;
            if (wanted) {
              var head = heads[index];
              while (next < wanted.length && wanted[next] < head && shapes === null) next++;
              take = shapes === null ? wanted[next] === head : has(wanted, head);
            }
          }
          if (take && at >= offset) {
            var key = heads[index] * BASE + at - offset;
            if (keys.length && key < keys[keys.length - 1]) sorted = false;
            keys.push(key);
            owners.push(list.entries[index]);
          }
        });
      });
      return sorted ? {keys: keys, owners: owners} : inOrder(keys, owners);
    });
  }

  function headsOf(list, shapes) {
    if (!shapes) return list.entries;
    return list.entries.map(function (entry) { return engine.outline.head(shapes, entry); });
  }

  function wantedHeads(held) {
    var heads = [];
    held.keys.forEach(function (key) {
      var head = Math.floor(key / BASE);
      if (heads[heads.length - 1] !== head) heads.push(head);
    });
    return heads;
  }

  function meets(wanted, heads, from, to) {
    var at = lower(wanted, heads[from]);
    return at < wanted.length && wanted[at] <= heads[to - 1];
  }

  function has(sorted, value) { return sorted[lower(sorted, value)] === value; }

  /* First place in a sorted list whose value is not below `value`. */
  function lower(sorted, value) {
    var low = 0, high = sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
  }

  function inOrder(keys, owners) {
    var order = keys.map(function (_, at) { return at; }).sort(function (a, b) { return keys[a] - keys[b]; });
    return {keys: order.map(function (at) { return keys[at]; }), owners: order.map(function (at) { return owners[at]; })};
  }

  function both(left, right, shapes) {
    var keys = [], owners = [], l = 0, r = 0, apart = Boolean(left.apart);
    while (l < left.keys.length && r < right.keys.length) {
      if (left.keys[l] < right.keys[r]) l++;
      else if (left.keys[l] > right.keys[r]) r++;
      else {
        var owner = left.owners[l] === right.owners[r] ? left.owners[l]
          : engine.outline.common(shapes, left.owners[l], right.owners[r]);
        if (owner !== left.owners[l] || owner !== right.owners[r]) apart = true;
        keys.push(left.keys[l]);
        owners.push(owner);
        l++;
        r++;
      }
    }
    return {keys: keys, owners: owners, apart: apart};
  }

  function ranked(held, all) {
    var first = all[0], last = all[all.length - 1];
    var owners = Uint32Array.from(new Set(held.owners)).sort();
    var ranks = new Uint8Array(owners.length), ends = new Uint8Array(owners.length);
    owners.forEach(function (owner, at) {
      ends[at] = lead(last, owner) & 2;
      ranks[at] = rankOf(lead(first, owner), lead(last, owner), all.every(function (list) { return lead(list, owner); }));
    });
    return {entries: owners, ranks: ranks, ends: ends};
  }

  function lead(list, entry) {
    var at = lower(list.entries, entry);
    return list.entries[at] === entry ? list.leads[at] : 0;
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
    var entries = [], ranks = [];
    match.entries.forEach(function (entry, at) {
      if (!test(entry)) return;
      entries.push(entry);
      ranks.push(match.ranks[at]);
    });
    return {entries: Uint32Array.from(entries), ranks: Uint8Array.from(ranks)};
  }

  /* Calls each(entry, place) for every place of a list in some entries. */
  function eachPlace(list, candidates, call) {
    return engine.lists.placePieces(list, function () { return true; }).then(function (pieces) {
      pieces.forEach(function (piece) {
        var index = piece[1] - 1, at = 0;
        engine.varints.each(piece[0], function (number) {
          if (number & 1) at += number >>> 1;
          else { index++; at = number >>> 1; }
          if (candidates.has(list.entries[index])) call(list.entries[index], at);
        });
      });
    });
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

  engine.match = {phrase: phrase, union: union, better: better, filtered: filtered, eachPlace: eachPlace, raised: raised, together: together, within: within, lower: lower,
    NOTHING: NOTHING, BODY: BODY};
})(window.kb.engine);
