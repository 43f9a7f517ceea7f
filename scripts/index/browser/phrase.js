/* Tokens -> the entries that hold them next to each other. */
(function (engine) {
  "use strict";
  var BASE = 1048576; // positions in a group of lines
  var FEW = 10; // groups of lines that are looked up in the texts, whatever the lists cost

  /* Promise of the match of a phrase. Entries that hold the pairs are found first, the rarest pairs before the others;
     when they are few, their texts, which will be shown anyway, tell sooner than the other lists whether the words stand
     together. */
  async function find(tokens) {
    if (!tokens.length) return engine.match.NOTHING;
    if (tokens.length === 1) return engine.lists.single(tokens[0]).then(engine.match.ofList);
    var plan = engine.plan, pairs = plan.pairs(tokens), wave = plan.first(pairs), heads = null, shapes, told;
    var asked = engine.dir.inline ? engine.outline.shape() : null;
    while (wave.length) {
      [shapes, told] = await Promise.all([asked, fetched(wave)]);
      if (!told || !plan.learn(pairs, tokens)) return engine.match.NOTHING;
      wave = plan.missing(pairs);
      if (!wave.length && plan.cover(pairs).length === 1) break;
      heads = holding(pairs, shapes);
      if (!heads.length) return engine.match.NOTHING;
      told = wave.length || plan.toFetch(pairs) ? await inTexts(heads, tokens, shapes, FEW + plan.toFetch(pairs)) : null;
      if (told) return told;
    }
    return located(plan.cover(pairs), tokens, heads, shapes);
  }

  /* Promise of whether every one of some pairs stands somewhere; their lists are then at hand. */
  async function fetched(pairs) {
    var lists = await Promise.all(pairs.map(function (pair) { return engine.lists.pair(pair.term); }));
    pairs.forEach(function (pair, place) { pair.list = lists[place]; });
    return lists.indexOf(null) < 0;
  }

  /* Heads of the groups of lines that hold every pair at hand somewhere, the rarest pair asked first. A group ends where
     the next one's head stands, so that its first entry in a list is the first that is not before its own head. */
  function holding(pairs, shapes) {
    function headOf(entry) { return engine.outline.head(shapes, entry); }

    var order = byCount(pairs.filter(function (pair) { return pair.list; })), rarest = order[0].list.entries;
    var kept = engine.match.distinct(rarest.map(headOf));
    for (var i = 1; i < order.length; i++) {
      var other = order[i].list.entries, at = 0, left = 0;
      for (var k = 0; k < kept.length; k++) {
        at = engine.match.lower(other, kept[k], at);
        if (at < other.length && headOf(other[at]) === kept[k]) kept[left++] = kept[k];
      }
      kept = kept.subarray(0, left);
    }
    return kept;
  }

  function byCount(pairs) {
    return pairs.slice().sort(function (a, b) { return a.list.count - b.list.count; });
  }

  /* Promise of the match in some groups of lines by their texts; null where the phrase spans several entries, or where
     there are too many. */
  async function inTexts(heads, tokens, shapes, most) {
    var found = [];
    if (heads.length > most) return null;
    await Promise.all(Array.from(heads, engine.units.unit)); // fetched together, then looked at one by one
    for (var i = 0; i < heads.length; i++) {
      var end = heads[i] + 1, own = 0;
      while (shapes && end < shapes.length && engine.outline.head(shapes, end) === heads[i]) end++;
      for (var entry = heads[i]; entry < end; entry++) {
        var told = inText(await engine.units.unit(entry), tokens);
        if (told.count) found.push([entry, told]);
        own += told.count;
      }
      var line = end > heads[i] + 1 ? (await engine.units.unit(heads[i])).line : "";
      if (line && standing(engine.tokens.spans(line), tokens).length !== own) return null;
    }
    return {
      entries: Uint32Array.from(found, function (one) { return one[0]; }),
      ranks: Uint8Array.from(found, function (one) { return one[1].rank; })
    };
  }

  /* {count, rank} of a phrase in an entry's own words. */
  function inText(unit, tokens) {
    var spans = engine.tokens.spans(unit.own), lead = upTo(spans, unit.lead), label = upTo(spans, unit.label);
    while (lead && spans[lead - 1][0] === engine.tokens.BREAK) lead--;
    var start = label < lead ? label : 0, places = standing(spans, tokens);
    var told = {count: places.length, rank: engine.match.BODY};
    places.forEach(function (at) {
      var end = at + tokens.length, last = end === lead ? 2 : 0;
      if (end > lead) return;
      told.rank = Math.min(told.rank, engine.match.rankOf(at === start ? 1 : 0, last, true));
    });
    return told;
  }

  function upTo(spans, length) {
    var count = 0;
    while (count < spans.length && spans[count][2] <= length) count++;
    return count;
  }

  /* Where a phrase begins among the tokens of a text. */
  function standing(spans, tokens) {
    var found = [];
    for (var at = 0; at + tokens.length <= spans.length; at++) {
      var same = 0;
      while (same < tokens.length && spans[at + same][0] === tokens[same]) same++;
      if (same === tokens.length) found.push(at);
    }
    return found;
  }

  /* Promise of the match where all pairs of a cover stand at their places, the rarest pair asked first; one that tells of
     all tokens need not be asked for its places. */
  async function located(pairs, tokens, heads, shapes) {
    var order = byCount(pairs), held = null;
    if (order.length === 1) return ranked(order[0].list.entries, pairs, tokens.length);
    for (var i = 0; i < order.length; i++) {
      var next = await places(order[i].list, heads, order[i].at, shapes);
      held = held ? both(held, next, shapes) : next;
      heads = wantedHeads(held);
      var told = i && i + 1 < order.length ? await inTexts(heads, tokens, shapes, FEW) : null;
      if (told) return told;
    }
    return ranked(held.owners, pairs, tokens.length);
  }

  /* Promise of where the phrase would begin, judged by one pair: {keys: head * BASE + place, owners}, of the wanted
     heads only. It runs over every occurrence of a pair, so it is written without a call for each. */
  async function places(list, wanted, offset, shapes) {
    function headAt(index) { return engine.outline.head(shapes, list.entries[index]); }
    var pieces = await engine.lists.placePieces(list, function (from, to) {
      var at = engine.match.lower(wanted, headAt(from));
      return at < wanted.length && wanted[at] <= headAt(to - 1);
    });
    var most = pieces.reduce(function (sum, piece) { return sum + piece[0].length; }, 0);
    var keys = new Float64Array(most), owners = new Uint32Array(most), found = 0, sorted = true;
    pieces.forEach(function (piece) {
      var numbers = piece[0], index = piece[1] - 1, at = 0, take = false, head = 0;
      var next = engine.match.lower(wanted, headAt(piece[1]));
      for (var i = 0; i < numbers.length; i++) {
        if (numbers[i] & 1) {
          at += numbers[i] >>> 1;
        } else {
          at = numbers[i] >>> 1;
          head = headAt(++index);
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
    return sorted ? {keys: keys, owners: owners} : byKey(keys, owners);
  }

  function wantedHeads(held) {
    var heads = [], last = -1;
    for (var i = 0; i < held.keys.length; i++) {
      var head = Math.floor(held.keys[i] / BASE);
      if (head !== last) heads.push(last = head);
    }
    return heads;
  }

  /* The same numbers in order; most are already, and to sort many takes long. */
  function inOrder(numbers) {
    for (var at = 1; at < numbers.length; at++) if (numbers[at] < numbers[at - 1]) return numbers.slice().sort();
    return numbers;
  }

  function byKey(keys, owners) {
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

  /* Entries with ranks: the phrase stands in a lead where all pairs of its cover do, begins it with the first, ends it
     with the last; what always stands beside a pair neither begins nor ends one. */
  function ranked(found, pairs, length) {
    var all = pairs.map(function (pair) { return pair.list; }), owners = engine.match.distinct(inOrder(found));
    var begins = pairs[0].at === 0, ends = pairs[pairs.length - 1].at + 2 === length;
    var ranks = new Uint8Array(owners.length).fill(engine.match.BODY);
    var from = all.map(function () { return 0; }), led = all.every(function (list) { return list.led; });
    function lead(list, which, owner) {
      from[which] = engine.match.lower(list.entries, owner, from[which]);
      return list.entries[from[which]] === owner ? list.leads[from[which]] : 0;
    }
    for (var at = 0; led && at < owners.length; at++) {
      var first = 0, last = 0;
      for (var which = 0; which < all.length; which++) {
        last = lead(all[which], which, owners[at]);
        if (!last) break;
        if (!which) first = last;
      }
      if (last) ranks[at] = engine.match.rankOf(begins ? first : 0, ends ? last : 0, true);
    }
    return {entries: owners, ranks: ranks};
  }

  engine.phrase = {find: find};
})(window.kb.engine);
