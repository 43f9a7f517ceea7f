/* The nearest units where few hold the words exactly: pairs that lie as in the query, weighted by how rare they are.
   A character whose pairs occur nowhere (a slip of the pen) counts through the pairs that begin with it. */
(function (engine) {
  "use strict";
  var CANDIDATES = 240, LONGEST = 40, SLACK = 3;
  var COMMON = 0.25; // a pair in more entries than this share says little
  var LOOSE = 0.6, IN_LEAD = 0.2; // what a pair counts wherever it stands, and once more in a heading or lead sentence
  var CLOSE = 0.6, WIDTH = 14, DENSE = 0.2; // …and once more close to the others, whatever the order; tokens that count as close
  var FAVOUR = 1.5; // of units in documents that the query names, and of answers to what it asks
  var SECOND = 0.3; // what a second other word for one place counts beside the first
  var ENOUGH = 0.1; // share of the best score that a unit must reach
  var NOWHERE = {weight: 0, chars: 0, close: 0};

  /* Hits that do not hold the words of a query but come nearest, under the same filters. */
  async function nearest(result, parsed, kept, made, wanted) {
    var names = Object.keys(made), known = new Set(kept.entries), exact = known.size > 0;
    var lazy = !engine.store.small() && exact && !result.documents && !result.answers;
    function allowed(entry) {
      if (known.has(entry)) return false;
      var doc = names.length ? engine.outline.documentOf(entry) : 0;
      return names.every(function (name) { return made[name](entry, doc); });
    }
    function inside(entry) {
      return allowed(entry) && (!result.documents || result.documents.has(engine.outline.documentOf(entry)));
    }
    var suggest = lazy ? null : await engine.need("suggest"), entries = [], phrases = result.words;
    var meant = exact ? null : suggest && await suggest.suggested(parsed.text, result.words, inside, wanted);
    if (meant && meant.entries.length) {
      entries = meant.entries;
      entries.forEach(function (entry) { known.add(entry); });
      result.suggested = meant.name;
      phrases = phrases.concat(meant.words);
    }
    if (entries.length < wanted) {
      var favoured = suggest ? await suggest.favours(result, parsed.text) : nothing;
      entries = entries.concat(await near(result.words, wanted - entries.length, allowed, lazy, favoured));
    }
    if (!lazy) phrases = phrases.concat(await (await engine.need("kin")).words(result.words));
    var hits = await Promise.all(entries.map(function (entry) {
      return engine.hits.hit(entry, [], {scope: "near", near: true});
    }));
    hits.forEach(function (hit) { hit.marks = shared(hit.text, phrases); });
    return hits;
  }

  function nothing() { return 0; }

  /* Promise of entries, nearest first. With `lazy` only lists that are here already are asked: some hits are exact. */
  async function near(words, wanted, allowed, lazy, favoured) {
    var seeds = [], offset = 0;
    for (var i = 0; i < words.length && offset < LONGEST; i++) {
      seeds = seeds.concat(await ofWord(words[i].slice(0, LONGEST - offset), offset, i, lazy));
      offset += words[i].length + 1;
    }
    var total = engine.dir.entries, kin = lazy ? null : await engine.need("kin");
    if (kin) seeds = seeds.concat(await kin.seeds(words));
    seeds.forEach(function (seed) { seed.weight *= Math.log(1 + total / seed.count); });
    seeds.sort(function (a, b) { return a.count - b.count; });
    if (seeds.length > 2) seeds = seeds.filter(function (seed, at) { return at < 2 || seed.count < COMMON * total; });
    var found = await best(seeds, allowed, favoured);
    if (!lazy) found = await lookedAt(found, words, wanted, allowed, favoured);
    return found.slice(0, wanted).map(function (one) { return one.entry; });
  }

  /* Promise of units in the order of a second look; where they are too few, those that only share characters follow. */
  async function lookedAt(scored, words, wanted, allowed, favoured) {
    var closer = await engine.need("closer"), found = await closer.reordered(scored, words);
    if (found.length >= wanted) return found;
    var known = new Set(found.map(function (one) { return one.entry; }));
    var others = await engine.kin.characters(words, function (entry) { return !known.has(entry) && allowed(entry); });
    others.forEach(function (one) { one.favour = Math.pow(FAVOUR, favoured(one.entry)); });
    return found.concat(await closer.reordered(others, words, found.length ? found[0].score : 0));
  }

  /* Pairs of a word that occur, and lone characters. */
  async function ofWord(tokens, offset, word, lazy) {
    var ask = lazy ? engine.lists.known : engine.lists.pair;
    var lists = await Promise.all(tokens.slice(1).map(function (token, at) {
      return ask(engine.tokens.gram(tokens[at], token));
    }));
    var seeds = [];
    lists.forEach(function (list, at) {
      if (list) seeds.push({lists: [list], count: list.count, weight: 1, chars: 2, at: offset + at, word: word});
    });
    for (var at = 0; at < tokens.length && !lazy; at++) {
      if (lists[at] || lists[at - 1]) continue;
      var same = await (await engine.need("kin")).alike(tokens, at);
      var begun = same.length ? same : await engine.lists.beginning(tokens[at]);
      var count = begun.reduce(function (sum, list) { return sum + list.count; }, 0);
      if (count) seeds.push({lists: begun, count: count, weight: 0.4, chars: tokens.length > 2 ? 1 : 2, at: offset + at, word: word});
    }
    return seeds;
  }

  /* Promise of [{entry, score}…], the best first. */
  async function best(seeds, allowed, favoured) {
    var picked = heaviestOf(weighed(seeds, allowed)), leads = new Map();
    picked.forEach(function (pair) { leads.set(pair[0], inLeads(seeds, pair[0])); });
    var lying = await aligned(seeds, new Set(picked.map(function (pair) { return pair[0]; })));
    var scored = picked.map(function (pair) {
      var entry = pair[0], line = lying.get(entry) || NOWHERE;
      var score = pair[1] * LOOSE + line.weight + line.close * CLOSE + (leads.get(entry) || 0) * IN_LEAD;
      var favour = Math.pow(FAVOUR, favoured(entry));
      return {entry: entry, chars: line.chars, score: score * favour, favour: favour};
    }).filter(function (one) { return one.chars > 1; });
    scored.sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
    return scored.filter(function (one) { return one.score >= scored[0].score * ENOUGH; });
  }

  /* The heaviest entries with their weights, [[entry, weight]…]. There are many entries but few different weights, so
     that the least weight that counts is known before anything is sorted. */
  function heaviestOf(sums) {
    var counts = new Map(), left = CANDIDATES, least = Infinity, picked = [], entry;
    for (entry = 0; entry < sums.length; entry++) {
      if (sums[entry] > 0) counts.set(sums[entry], (counts.get(sums[entry]) || 0) + 1);
    }
    Array.from(counts.keys()).sort(function (a, b) { return b - a; }).some(function (weight) {
      least = weight;
      return (left -= counts.get(weight)) <= 0;
    });
    for (entry = 0; entry < sums.length; entry++) if (sums[entry] >= least) picked.push([entry, sums[entry]]);
    return picked.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, CANDIDATES);
  }

  /* Weight of the seeds that an entry holds in a heading or lead sentence. */
  function inLeads(seeds, entry) {
    return seeds.reduce(function (sum, seed) {
      var list = seed.lists.find(function (one) {
        return one.entries[engine.match.lower(one.entries, entry)] === entry;
      });
      return sum + (list && list.leads[engine.match.lower(list.entries, entry)] ? seed.weight : 0);
    }, 0);
  }

  /* For every entry the weight of the seeds in it, below 0 where it is not allowed; of other words for one place
     (kin.js) the heaviest counts, and a little those beside it. */
  function weighed(seeds, allowed) {
    var sums = new Float64Array(engine.dir.entries), ways = new Map(), places = new Map();
    function may(entry) { return allowed(entry) || ((sums[entry] = -Infinity), false); }
    seeds.forEach(function (seed) {
      if (seed.way && !ways.has(seed.way)) ways.set(seed.way, new Map());
      var way = ways.get(seed.way), seen = seed.lists.length > 1 ? new Set() : null;
      if (way) places.set(way, seed.word);
      seed.lists.forEach(function (list) {
        for (var at = 0; at < list.entries.length; at++) {
          var entry = list.entries[at];
          if (seen && (seen.has(entry) || !seen.add(entry))) continue;
          if (!way && (sums[entry] || may(entry))) sums[entry] += seed.weight;
          else if (way && (way.has(entry) || allowed(entry))) way.set(entry, (way.get(entry) || 0) + seed.weight);
        }
      });
    });
    var most = new Map();
    places.forEach(function (place, way) {
      var best = most.get(place) || new Map();
      most.set(place, best);
      way.forEach(function (sum, entry) {
        var other = best.get(entry) || 0;
        best.set(entry, Math.max(sum, other) + SECOND * Math.min(sum, other));
      });
    });
    most.forEach(function (best) {
      best.forEach(function (sum, entry) { sums[entry] += sum; });
    });
    return sums;
  }

  /* Promise of entry -> weight of the pairs that lie there as in the query, give or take a character. */
  async function aligned(seeds, candidates) {
    var lines = new Map(); // entry -> [[diagonal, seed]…]
    for (var i = 0; i < seeds.length; i++) {
      for (var j = 0; j < seeds[i].lists.length; j++) {
        await engine.match.eachPlace(seeds[i].lists[j], candidates, note.bind(null, lines, i, seeds[i].at));
      }
    }
    var weights = new Map();
    lines.forEach(function (points, entry) { weights.set(entry, heaviest(points, seeds)); });
    return weights;
  }

  function note(lines, seed, at, entry, place) {
    var points = lines.get(entry);
    if (!points) lines.set(entry, points = []);
    points.push([place - at, seed, place]);
  }

  /* The heaviest set of different seeds of one word on neighbouring diagonals, summed over words: {weight, chars}. */
  function heaviest(points, seeds) {
    var byWord = new Map();
    points.sort(function (a, b) { return a[0] - b[0]; });
    points.forEach(function (point, from) {
      var word = seeds[point[1]].word, seen = new Set(), sum = {weight: 0, chars: 0};
      for (var at = from; at < points.length && points[at][0] <= point[0] + SLACK; at++) {
        var seed = points[at][1];
        if (seeds[seed].word !== word || seen.has(seed)) continue;
        seen.add(seed);
        sum.weight += seeds[seed].weight;
        sum.chars += seeds[seed].chars;
      }
      if (sum.weight > (byWord.get(word) || NOWHERE).weight) byWord.set(word, sum);
    });
    var all = {weight: 0, chars: 0, close: 0};
    byWord.forEach(function (sum) { all.weight += sum.weight; all.chars = Math.max(all.chars, sum.chars); });
    all.close = closest(points, seeds);
    return all;
  }

  /* The heaviest set of different seeds that stand close together. */
  function closest(points, seeds) {
    var most = 0;
    points.sort(function (a, b) { return a[2] - b[2]; });
    points.forEach(function (point, from) {
      var seen = new Set(), sum = 0;
      for (var at = from; at < points.length && points[at][2] <= point[2] + WIDTH; at++) {
        if (seen.has(points[at][1])) continue;
        seen.add(points[at][1]);
        sum += seeds[points[at][1]].weight;
        most = Math.max(most, sum * (1 + DENSE * (1 - (points[at][2] - point[2]) / WIDTH)));
      }
    });
    return most;
  }

  /* [[start, end]…] of what a text shares with the words: runs of two tokens or more. */
  function shared(text, words) {
    var spans = engine.tokens.spans(text), pairs = new Set(), marks = [];
    words.forEach(function (tokens) {
      for (var at = 0; at + 1 < tokens.length; at++) pairs.add(tokens[at] + "\n" + tokens[at + 1]);
    });
    for (var at = 0; at + 1 < spans.length; at++) {
      if (!pairs.has(spans[at][0] + "\n" + spans[at + 1][0])) continue;
      var last = marks[marks.length - 1];
      if (last && last[1] >= spans[at][1]) last[1] = spans[at + 1][2]; else marks.push([spans[at][1], spans[at + 1][2]]);
    }
    return marks;
  }

  engine.near = {nearest: nearest};
})(window.kb.engine);
