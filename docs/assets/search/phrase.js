/* Tokens -> the entries that hold them next to each other. */
(function (engine) {
  "use strict";
  var BASE = 1048576; // positions in a group of lines
  var BATCH = 8;
  var FEW = 10; // places that are looked up in the texts

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

  /* Promise of the match of a phrase. Entries that hold all pairs are found first; when they are few, their texts, which
     will be shown anyway, tell sooner than lists of places whether the pairs stand together. */
  async function find(tokens) {
    if (!tokens.length) return engine.match.NOTHING;
    if (tokens.length === 1) return engine.lists.single(tokens[0]).then(engine.match.ofList);
    var pairs = cover(tokens);
    if (pairs.length === 1) return engine.lists.pair(pairs[0][0]).then(engine.match.ofList);
    var shapes = engine.dir.inline ? await engine.outline.shape() : null, found = null, heads = null;
    var steps = pairs.length > 2 ? [[pairs[0], pairs[pairs.length - 1]], pairs] : [pairs];
    for (var step = 0; step < steps.length; step++) {
      found = await lists(steps[step], []);
      if (!found) return engine.match.NOTHING;
      heads = holding(found, shapes);
      if (!heads.length) return engine.match.NOTHING;
      var told = heads.length <= FEW ? await inTexts(heads, tokens, shapes) : null;
      if (told) return ranked(told, found);
    }
    return ranked(await located(tokens, pairs, found, heads, shapes), found);
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

  /* Heads of the groups of lines that hold every pair somewhere, the rarest pair asked first. */
  function holding(found, shapes) {
    var order = found.slice().sort(function (a, b) { return a.count - b.count; });
    var kept = engine.match.distinct(headsOf(order[0], shapes));
    for (var i = 1; i < order.length; i++) {
      var other = headsOf(order[i], shapes), at = 0, left = 0;
      for (var k = 0; k < kept.length; k++) {
        at = engine.match.lower(other, kept[k], at);
        if (other[at] === kept[k]) kept[left++] = kept[k];
      }
      kept = kept.subarray(0, left);
    }
    return kept;
  }

  /* Promise of the entries in some groups whose own words hold a phrase; null where one spans several entries. */
  async function inTexts(heads, tokens, shapes) {
    var owners = [];
    await Promise.all(Array.from(heads, engine.units.unit)); // fetched together, then looked at one by one
    for (var i = 0; i < heads.length; i++) {
      var end = heads[i] + 1, own = 0;
      while (shapes && end < shapes.length && engine.outline.head(shapes, end) === heads[i]) end++;
      for (var entry = heads[i]; entry < end; entry++) {
        var count = engine.hits.marks((await engine.units.unit(entry)).own, [tokens]).length;
        if (count) owners.push(entry);
        own += count;
      }
      var line = end > heads[i] + 1 ? (await engine.units.unit(heads[i])).line : "";
      if (line && engine.hits.marks(line, [tokens]).length !== own) return null;
    }
    return owners;
  }

  /* Promise of the entries where all pairs stand at their offsets, the rarest pair asked first. */
  async function located(tokens, pairs, found, heads, shapes) {
    var order = pairs.map(function (_, at) { return at; }).sort(function (a, b) { return found[a].count - found[b].count; });
    var held = null;
    for (var i = 0; i < order.length; i++) {
      var next = await places(found[order[i]], heads, pairs[order[i]][1], shapes);
      held = held ? both(held, next, shapes) : next;
      heads = wantedHeads(held);
      var told = i && i + 1 < order.length && heads.length <= FEW ? await inTexts(heads, tokens, shapes) : null;
      if (told) return told;
    }
    return held.owners;
  }

  /* Promise of where the phrase would begin, judged by one pair: {keys: head * BASE + place, owners}, of the wanted
     heads only. It runs over every occurrence of a pair, so it is written without a call for each. */
  async function places(list, wanted, offset, shapes) {
    var heads = headsOf(list, shapes);
    var pieces = await engine.lists.placePieces(list, function (from, to) { return meets(wanted, heads, from, to); });
    var most = pieces.reduce(function (sum, piece) { return sum + engine.varints.count(piece[0]); }, 0);
    var keys = new Float64Array(most), owners = new Uint32Array(most), found = 0, sorted = true;
    pieces.forEach(function (piece) {
      var numbers = engine.varints.numbers(piece[0]), index = piece[1] - 1, at = 0, take = false, head = 0;
      var next = engine.match.lower(wanted, heads[piece[1]]);
      for (var i = 0; i < numbers.length; i++) {
        if (numbers[i] & 1) {
          at += numbers[i] >>> 1;
        } else {
          at = numbers[i] >>> 1;
          head = heads[++index];
          while (next < wanted.length && wanted[next] < head) next++;
          take = wanted[next] === head;
        }
        if (!take || at < offset) continue;
        var key = head * BASE + at - offset;
        if (found && key < keys[found - 1]) sorted = false;
        keys[found] = key;
        owners[found++] = list.entries[index];
      }
    });
    keys = keys.subarray(0, found);
    owners = owners.subarray(0, found);
    return sorted ? {keys: keys, owners: owners} : inOrder(keys, owners);
  }

  /* The head of each entry of a list, kept with it. */
  function headsOf(list, shapes) {
    if (!shapes) return list.entries;
    if (!list.heads) {
      list.heads = list.entries.map(function (entry) { return engine.outline.head(shapes, entry); });
    }
    return list.heads;
  }

  function wantedHeads(held) {
    var heads = [], last = -1;
    for (var i = 0; i < held.keys.length; i++) {
      var head = Math.floor(held.keys[i] / BASE);
      if (head !== last) heads.push(last = head);
    }
    return heads;
  }

  function meets(wanted, heads, from, to) {
    var at = engine.match.lower(wanted, heads[from]);
    return at < wanted.length && wanted[at] <= heads[to - 1];
  }

  function inOrder(keys, owners) {
    var order = Array.from(keys, function (_, at) { return at; }).sort(function (a, b) { return keys[a] - keys[b]; });
    return {
      keys: Float64Array.from(order, function (at) { return keys[at]; }),
      owners: Uint32Array.from(order, function (at) { return owners[at]; })
    };
  }

  function both(left, right, shapes) {
    var most = Math.min(left.keys.length, right.keys.length);
    var keys = new Float64Array(most), owners = new Uint32Array(most), found = 0, l = 0, r = 0;
    while (l < left.keys.length && r < right.keys.length) {
      if (left.keys[l] < right.keys[r]) l++;
      else if (left.keys[l] > right.keys[r]) r++;
      else {
        keys[found] = left.keys[l];
        owners[found++] = left.owners[l] === right.owners[r] ? left.owners[l]
          : engine.outline.common(shapes, left.owners[l], right.owners[r]);
        l++;
        r++;
      }
    }
    return {keys: keys.subarray(0, found), owners: owners.subarray(0, found)};
  }

  /* Entries with ranks: the phrase stands in a lead where all its pairs do, begins it with the first, ends it with the
     last. */
  function ranked(found, all) {
    var owners = engine.match.distinct(Uint32Array.from(found).sort());
    var ranks = new Uint8Array(owners.length).fill(engine.match.BODY), ends = new Uint8Array(owners.length);
    var from = all.map(function () { return 0; });
    for (var at = 0; at < owners.length; at++) {
      var leads = all.map(function (list, which) {
        if (!list.led) return 0;
        from[which] = engine.match.lower(list.entries, owners[at], from[which]);
        return list.entries[from[which]] === owners[at] ? list.leads[from[which]] : 0;
      });
      if (leads.indexOf(0) >= 0) continue;
      ranks[at] = engine.match.rankOf(leads[0], leads[leads.length - 1], true);
      ends[at] = leads[leads.length - 1] & 2;
    }
    return {entries: owners, ranks: ranks, ends: ends};
  }

  engine.phrase = {find: find};
})(window.kb.engine);
