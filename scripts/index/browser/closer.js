/* A second look at near units: their texts tell how closely one follows the words of a query, in their order, with other
   words between (农客补贴 in 农村客运补贴, 三日移交 in 三个工作日内移交), in these words or in others for the same. */
(function (engine) {
  "use strict";
  var LOOKED_AT = 30; // units whose texts are read
  var WEIGHT = 2.5; // what following the words closely counts beside the score of the pairs
  var OTHER = 0.9, PHRASE = 5, LONGER = 0.72; // what the words in other words count, and what so many at a time do
  var MOST_WAYS = 60; // in other words that are tried
  var TOGETHER = 0.2; // a character right after the one before it counts so much more
  var BETWEEN = 0.12, SENTENCE = 0.6, LEFT_OUT = 0.35; // what a token between costs, a full stop, a character left out
  var EARLY = 0.15, EARLINESS = 40, AGAIN = 0.05, LONG = 0.02; // small change: words at the beginning, more than once; a long text
  var ENOUGH = 0.4; // share of the best score that a unit must reach
  var SAME = 0.95; // share of the best alignment that counts as the words once more

  /* Promise of the first of some units, [{entry, score, favour}…], in their new order, as far as they come near the best
     of them, or one of the score `best`; none stands in another. */
  async function reordered(scored, words, best) {
    var first = scored.slice(0, LOOKED_AT), most = first.length ? first[0].score : 1;
    var ways = await waysOf(words), shapes = await engine.outline.shape();
    await Promise.all(first.map(async function (one) {
      var unit = await engine.units.unit(one.entry);
      one.score = one.score / most + one.favour * WEIGHT * closest(ways, engine.tokens.tokens(unit.text));
    }));
    first.sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
    return apart(first.filter(function (one) { return one.score >= Math.max(first[0].score, best || 0) * ENOUGH; }), shapes);
  }

  /* Units without those that stand in one before them, or around one: their words are shown there. */
  function apart(units, shapes) {
    var kept = [];
    function inside(inner, outer) {
      return outer.entry <= inner.entry && inner.entry < engine.outline.end(shapes, outer.entry);
    }
    return units.filter(function (one) {
      var twice = kept.some(function (other) { return inside(one, other) || inside(other, one); });
      return !twice && kept.push(one);
    });
  }

  /* Promise of [{words: [[{token, weight}…]…], factor}]: the words of a query, as typed and with parts exchanged for what
     texts write. */
  async function waysOf(words) {
    var ways = [{words: words.map(weighed), factor: 1}];
    for (var i = 0; i < words.length; i++) {
      ways.forEach(function (way) { way.edge = words[i].length; }); // up to here a word is still as typed
      var sources = (await engine.kin.of(words[i])).slice().sort(function (a, b) { return b.at - a.at; });
      sources.forEach(function (source) { ways = ways.concat(exchanged(ways, i, source)).slice(0, MOST_WAYS); });
    }
    return ways;
  }

  /* Ways with one more part of a word in other words, which together weigh as much. */
  function exchanged(ways, which, source) {
    var made = [], end = source.at + source.length, factor = source.length < PHRASE ? OTHER : LONGER;
    ways.forEach(function (way) {
      if (end > way.edge) return;
      var word = way.words[which], all = weight(word.slice(source.at, end));
      source.mean.forEach(function (mean) {
        var words = way.words.slice(), other = weighed(mean), scale = all / weight(other);
        other.forEach(function (one) { one.weight *= scale; });
        words[which] = word.slice(0, source.at).concat(other, word.slice(end));
        made.push({words: words, factor: way.factor * factor, edge: source.at});
      });
    });
    return made;
  }

  function weight(tokens) {
    return tokens.reduce(function (sum, one) { return sum + one.weight; }, 0);
  }

  /* A rare character says more than a common one: letters stand in the directory by how frequent they are. */
  function weighed(tokens) {
    return tokens.map(function (token) {
      var at = engine.dir.letters.indexOf(token);
      return {token: token, weight: Math.log(3 + (at < 0 ? engine.dir.letters.length : at))};
    });
  }

  /* How closely a text follows the best of some ways: about 1 where it holds the words as they are. */
  function closest(ways, text) {
    var most = 0;
    ways.forEach(function (way) {
      var full = 0, met = 0;
      way.words.forEach(function (word) {
        word.forEach(function (one, at) { full += one.weight * (at ? 1 + TOGETHER : 1); });
        met += follows(word, text);
      });
      if (full) most = Math.max(most, way.factor * met / full);
    });
    return most * (1 - LONG * Math.log(1 + text.length / 50));
  }

  /* The best local alignment of a word with a text (Smith and Waterman, 1981), and a little for where it stands. */
  function follows(word, text) {
    var before = new Float64Array(word.length + 1), now = new Float64Array(word.length + 1);
    var joined = new Uint8Array(word.length + 1), next = new Uint8Array(word.length + 1);
    var best = 0, place = 0, last = 0, again = false;
    for (var at = 0; at < text.length; at++) {
      var gap = text[at] === engine.tokens.BREAK ? SENTENCE : BETWEEN, here = 0;
      for (var i = 1; i <= word.length; i++) {
        var one = word[i - 1];
        now[i] = Math.max(0, before[i] - gap, now[i - 1] - LEFT_OUT * one.weight);
        next[i] = 0;
        if (text[at] !== one.token) continue;
        var met = before[i - 1] + one.weight * (joined[i - 1] ? 1 + TOGETHER : 1);
        if (met <= now[i]) continue;
        now[i] = met;
        next[i] = 1;
        here = Math.max(here, met);
      }
      if (here * SAME > best) { best = here; place = last = at; again = false; }
      else if (here > best * SAME && at - last >= word.length) again = true;
      [before, now, joined, next] = [now, before, next, joined];
    }
    return best * (1 + EARLY * Math.exp(-place / EARLINESS) + (again ? AGAIN : 0));
  }

  engine.closer = {reordered: reordered};
})(window.kb.engine);
