/* Which lists a phrase takes: pairs that tell of all its tokens together, at the least cost. */
(function (engine) {
  "use strict";
  var WAVE = 8; // lists asked for at a time
  var RARER = 2; // bits by which a pair is shorter than another for it to be asked first
  var FARTHEST = 8; // tokens between a pair and what is known to stand around it (scripts/index/postings.py)

  /* [{term, at, cost, list, from, to}…] of every two neighbours; a pair tells of the tokens from … to …: its own, and those
     that stand around it everywhere. */
  function pairs(tokens) {
    return tokens.slice(1).map(function (token, at) {
      var term = engine.tokens.gram(tokens[at], token), cost = engine.lists.cost(term);
      var made = {term: term, at: at, cost: cost, list: null, from: at, to: at + 2, length: tokens.length};
      spread(made, tokens, cost.around);
      return made;
    });
  }

  /* Whether a phrase can stand anywhere, by what the lists that are here tell to stand around their pairs; a list serves
     every pair with its term. */
  function learn(all, tokens) {
    var here = new Map();
    all.forEach(function (pair) { if (pair.list) here.set(pair.term, pair.list); });
    return all.every(function (pair) {
      pair.list = here.get(pair.term) || null;
      return !pair.list || spread(pair, tokens, pair.list.around);
    });
  }

  function spread(pair, tokens, around) {
    var before = around[0], after = around[1], from = pair.at, to = pair.at + 2;
    for (var left = before.length; left && from; from--) if (before[--left] !== tokens[from - 1]) return false;
    for (var right = 0; right < after.length && to < tokens.length; to++) if (after[right++] !== tokens[to]) return false;
    pair.from = from;
    pair.to = to;
    return true;
  }

  /* Pairs that tell of all tokens at the least cost, in the order of the phrase. */
  function cover(all) {
    var least = [0], by = [null], length = all.length + 1, chosen = [];
    for (var end = 1; end <= length; end++) {
      least.push(Infinity);
      by.push(null);
      for (var at = Math.max(0, end - FARTHEST); at < all.length && at < end + FARTHEST; at++) {
        var pair = all[at], sum = pair.from < end && pair.to >= end ? least[pair.from] + price(pair) : Infinity;
        if (sum >= least[end]) continue;
        least[end] = sum;
        by[end] = pair;
      }
    }
    for (end = length; end > 0; end = by[end].from) chosen.unshift(by[end]);
    return chosen;
  }

  /* What a pair still takes: a list that is here only the files of its places, and one that tells of all tokens not even
     these. */
  function price(pair) {
    var cost = pair.cost, places = pair.to - pair.from === pair.length ? 0 : cost.files - cost.entries;
    return (pair.list ? 0 : 1 + cost.entries) + places + cost.bits / 100;
  }

  /* The two pairs to ask first: the ends of the cover, unless others are much rarer. */
  function first(all) {
    var known = cover(all), cheap = byCost(known).slice(0, 2), others = byCost(all);
    if (cheap.every(function (pair) { return pair.cost.bits === 0; })) cheap = [known[0], known[known.length - 1]];
    else cheap = cheap.map(function (pair, place) {
      return others[place].cost.bits + RARER <= pair.cost.bits ? others[place] : pair;
    });
    return cheap.filter(function (pair, place) { return cheap.indexOf(pair) === place; });
  }

  function byCost(all) {
    return all.slice().sort(function (a, b) { return a.cost.files - b.cost.files || a.cost.bits - b.cost.bits; });
  }

  /* What of the cover is not here yet, the cheapest first, a few at a time. */
  function missing(all) {
    return byCost(cover(all).filter(function (pair) { return !pair.list; })).slice(0, WAVE);
  }

  /* How many files of long lists the cover still needs: a text is fetched for less than one of these. */
  function toFetch(all) {
    return cover(all).reduce(function (sum, pair) { return sum + (pair.list ? pair.list.pieces.length : pair.cost.files); }, 0);
  }

  engine.plan = {pairs: pairs, learn: learn, cover: cover, first: first, missing: missing, toFetch: toFetch};
})(window.kb.engine);
