/* The nearest units where few hold the words exactly: pairs that lie as in the query, weighted by how rare they are.
   A character whose pairs occur nowhere (a slip of the pen) counts through the pairs that begin with it. */
(function (engine) {
  "use strict";
  var CANDIDATES = 240, LONGEST = 40, SLACK = 3;
  var COMMON = 0.25; // a pair in more entries than this share says little
  var LOOSE = 0.6, IN_LEAD = 0.3; // what a pair counts wherever it stands, and once more in a heading or lead sentence
  var CLOSE = 0.8, WIDTH = 14, DENSE = 0.2; // …and once more close to the others, whatever the order; tokens that count as close
  var FAVOUR = 1.5; // of units in documents that the query names, and of answers to what it asks
  var ENOUGH = 0.4; // share of the best score that a unit must reach
  var SPOKEN = ["主题", "提法", "法规"];
  var NOWHERE = {weight: 0, chars: 0, close: 0};

  /* Promise of entries, nearest first. With `lazy` only lists that are here already are asked: some hits are exact. */
  async function near(words, wanted, allowed, lazy, favoured) {
    var seeds = [], offset = 0;
    for (var i = 0; i < words.length && offset < LONGEST; i++) {
      seeds = seeds.concat(await ofWord(words[i].slice(0, LONGEST - offset), offset, i, lazy));
      offset += words[i].length + 1;
    }
    var total = engine.dir.entries;
    seeds.forEach(function (seed) { seed.weight *= Math.log(1 + total / seed.count); });
    seeds.sort(function (a, b) { return a.count - b.count; });
    if (seeds.length > 2) seeds = seeds.filter(function (seed, at) { return at < 2 || seed.count < COMMON * total; });
    return best(seeds, wanted, allowed, favoured || function () { return 0; });
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
      var begun = await engine.lists.beginning(tokens[at]);
      var count = begun.reduce(function (sum, list) { return sum + list.count; }, 0);
      if (count) seeds.push({lists: begun, count: count, weight: 0.4, chars: tokens.length > 2 ? 1 : 2, at: offset + at, word: word});
    }
    return seeds;
  }

  async function best(seeds, wanted, allowed, favoured) {
    var sums = new Map(), leads = new Map();
    seeds.forEach(function (seed) {
      var seen = new Set();
      seed.lists.forEach(function (list) {
        list.entries.forEach(function (entry, at) {
          if (seen.has(entry) || !allowed(entry)) return;
          seen.add(entry);
          sums.set(entry, (sums.get(entry) || 0) + seed.weight);
          if (list.leads[at]) leads.set(entry, (leads.get(entry) || 0) + seed.weight);
        });
      });
    });
    var picked = Array.from(sums).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, CANDIDATES);
    var lying = await aligned(seeds, new Set(picked.map(function (pair) { return pair[0]; })));
    var scored = picked.map(function (pair) {
      var entry = pair[0], line = lying.get(entry) || NOWHERE;
      var score = pair[1] * LOOSE + line.weight + line.close * CLOSE + (leads.get(entry) || 0) * IN_LEAD;
      return {entry: entry, chars: line.chars, score: score * Math.pow(FAVOUR, favoured(entry))};
    }).filter(function (one) { return one.chars > 1; });
    scored.sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
    return scored.filter(function (one) { return one.score >= scored[0].score * ENOUGH; }).slice(0, wanted)
      .map(function (one) { return one.entry; });
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

  /* Promise of {name, words, match}: what was meant when characters sound or look like others, when a name of the
     vocabulary is one slip away, or was typed in pinyin; else null. */
  async function suggested(text, words) {
    return await respelled(words) || await shortened(words) || named(text, words);
  }

  /* A regulation's name with parts left out, as people write it: 监督执纪规则 is 监督执纪工作规则. */
  async function shortened(words) {
    var tokens = words[0], best = null;
    if (words.length > 1 || tokens.length < 4) return null;
    var meant = await engine.need("meant"), groups = await engine.widen.groups();
    groups.forEach(function (group) {
      group.words.forEach(function (name, which) {
        var count = name.length > tokens.length ? meant.pieces(tokens, name, name.length) : 0;
        if (count && (!best || count < best.count || (count === best.count && name.length < best.tokens.length))) {
          best = {count: count, tokens: name, name: group.texts[which]};
        }
      });
    });
    if (!best) return null;
    var match = await engine.match.phrase(best.tokens);
    return match.entries.length ? {name: best.name, words: [best.tokens], match: match} : null;
  }

  /* Each word that stands nowhere with a character or two exchanged. */
  async function respelled(words) {
    var spell = await engine.need("spell");
    var found = await Promise.all(words.map(async function (tokens) {
      var match = await engine.match.phrase(tokens);
      return match.entries.length ? {tokens: tokens, match: match} : spell.corrected(tokens);
    }));
    if (found.indexOf(null) >= 0) return null;
    var matches = found.map(function (one) { return one.match; });
    var match = matches.length > 1 ? engine.match.together(matches, await engine.outline.shape()) : matches[0];
    var spelled = found.map(function (one) { return one.tokens; });
    return match.entries.length ? {name: spelled.map(function (tokens) { return tokens.join(""); }).join(" "), words: spelled, match: match} : null;
  }

  async function named(text, words) {
    var length = words.reduce(function (sum, tokens) { return sum + tokens.length; }, 0);
    var latin = words.every(function (tokens) { return tokens.every(engine.tokens.isWord); });
    var found = (await (await engine.need("names")).find(text, {limit: 5})).filter(function (name) {
      return SPOKEN.indexOf(name.type) >= 0 && name.rank >= 3
        && (latin || Math.abs(engine.tokens.tokens(name.name).length - length) <= 1);
    })[0];
    if (!found) return null;
    var tokens = engine.tokens.tokens(found.name);
    return {name: found.name, words: [tokens], match: await engine.match.phrase(tokens)};
  }

  engine.near = {near: near, shared: shared, suggested: suggested};
})(window.kb.engine);
