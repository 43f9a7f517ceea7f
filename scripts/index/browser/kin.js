/* What official texts write for the words of a query: 红包 is 礼品礼金 there, 师傅带徒弟 is 传帮带. Only near hits ask. */
(function (engine) {
  "use strict";
  var FIELD = "\x1f", RECORD = "\x1e";
  var WEIGHT = 0.6, KNOWN = 0.4; // what a pair of another word counts; where texts write the word as typed, too
  var LONG = {entries: [], count: 0}; // stands for a list that is not fetched
  var PHRASE = 5; // tokens of what may be several words: 网吧离学校多远 leaves 网吧 and 学校 to speak for themselves
  var REMEMBERED = 16, told = new Map(); // queries -> promises of their words that have others
  var OTHERS = 8; // other words of one place that are looked for
  var BETWEEN = 1; // tokens that may stand inside a word of three or more
  var HAN_DIGIT = /^[零一二两三四五六七八九十百千]$/;
  var APART = 1000; // between the places of one other word and the next
  var HALF = 0.5; // a character in more entries than this share says nothing
  var ENOUGH = 0.6; // share of the best score that a unit must reach by its characters

  /* Promise of [token => [{word, mean: () => words}…]…]: the everyday words that begin with a token, and the terms of the
     vocabulary. */
  async function known() {
    return [await engine.store.file("said", everyday), terms(await engine.widen.groups())];
  }

  /* Words are made tokens only where a query holds the first of them: there are many, and few are asked for. */
  function everyday(text) {
    var records = text.split(RECORD), places = new Map();
    records.forEach(function (record, at) {
      if (at % 2) return;
      new Set(record.split(FIELD).map(first)).forEach(function (token) {
        if (!places.has(token)) places.set(token, []);
        places.get(token).push(at);
      });
    });
    return function (token) {
      return [].concat.apply([], (places.get(token) || []).map(function (at) {
        return said(listed(records[at]), listed.bind(null, records[at + 1]), token);
      }));
    };
  }

  function first(word) { return word < "\u4e00" ? engine.tokens.tokens(word)[0] : word[0]; }

  function listed(record) { return record.split(FIELD).map(engine.tokens.tokens); }

  function terms(groups) {
    return function (token) {
      return [].concat.apply([], groups.map(function (group) { return said(group.words, function () { return group.words; }, token); }));
    };
  }

  function said(words, mean, token) {
    return words.filter(function (word) {
      return word[0] === token && (word.length > 1 || engine.tokens.isWord(token));
    }).map(function (word) { return {word: word, mean: mean}; });
  }

  /* {at, length} of a word among the tokens of a query, one token in between allowed where it is long enough to be known:
     下班后 is in 下班以后, too. */
  function place(tokens, word) {
    var most = word.length + (word.length > 2 ? BETWEEN : 0);
    for (var at = 0; at < tokens.length; at++) {
      for (var end = at, met = 0; end < tokens.length && end - at < most && met < word.length; end++) {
        if (tokens[end] === word[met]) met++;
        else if (!met) break;
      }
      if (met === word.length) return {at: at, length: end - at};
    }
    return null;
  }

  /* Numbers in the other digits, and their days: 15天 is 十五日 or 15日. */
  function numbers(tokens) {
    var found = [];
    for (var at = 0; at < tokens.length; at++) {
      var end = at, other = "";
      while (end < tokens.length && HAN_DIGIT.test(tokens[end])) end++;
      if (/^\d+$/.test(tokens[at])) { end = at + 1; other = engine.query.chinese(Number(tokens[at])); }
      else if (end > at) other = String(engine.query.arabic(tokens.slice(at, end).join("")) || "");
      if (end === at) continue;
      if (other) found.push({at: at, length: end - at, mean: [engine.tokens.tokens(other)]});
      if (tokens[end] === "天") found.push({at: end, length: 1, mean: [["日"]]});
      at = end - 1;
    }
    return found;
  }

  /* Promise of [{at, length, mean}]: which words of a query have others; asked several times for each. */
  function of(tokens) {
    var key = tokens.join(" ");
    if (told.dir !== engine.dir || told.size >= REMEMBERED) { told = new Map(); told.dir = engine.dir; }
    if (!told.has(key)) told.set(key, lookedUp(tokens).catch(function (error) { told.delete(key); throw error; }));
    return told.get(key);
  }

  /* A word inside a longer one stands back, unless that may be several words. */
  async function lookedUp(tokens) {
    var found = numbers(tokens);
    (await known()).forEach(function (beginning) {
      new Set(tokens).forEach(function (token) {
        beginning(token).forEach(function (one) {
          var here = place(tokens, one.word);
          if (here) found.push({at: here.at, length: here.length, mean: one.mean().filter(function (other) { return other !== one.word; })});
        });
      });
    });
    return joined(found.filter(function (one) {
      return !found.some(function (other) {
        return other.length > one.length && other.length < PHRASE && other.at <= one.at && other.at + other.length >= one.at + one.length;
      });
    }));
  }

  /* Several groups may know the words of one place: the first of their other words, which tell most, stand for it. */
  function joined(found) {
    var places = new Map();
    found.forEach(function (one) {
      var key = one.at + ":" + one.length, place = places.get(key) || {at: one.at, length: one.length, others: []};
      one.mean.forEach(function (word, rank) { place.others.push({word: word, rank: rank}); });
      places.set(key, place);
    });
    return Array.from(places.values(), function (place) {
      var words = new Map();
      place.others.sort(function (a, b) { return a.rank - b.rank; });
      place.others.forEach(function (other) {
        if (words.size < OTHERS) words.set(other.word.join(" "), other.word);
      });
      return {at: place.at, length: place.length, mean: Array.from(words.values())};
    });
  }

  /* Promise of the seeds of other words (near.js): of the words for one place that of which most is there counts
     most. */
  async function seeds(words) {
    var made = [];
    for (var i = 0; i < words.length; i++) {
      for (var source of await of(words[i])) {
        var end = source.at + source.length, place = i + ":" + source.at + ":" + end;
        var weight = (await lists(words[i].slice(source.at, end))).indexOf(null) < 0 ? KNOWN : WEIGHT;
        for (var which = 0; which < source.mean.length; which++) {
          // a long word counts no more than what it stands for
          var share = Math.min(1, (source.length - 1 || 1) / (source.mean[which].length - 1 || 1));
          made = made.concat(await ofWord(source.mean[which], place, which, weight, share));
        }
      }
    }
    return made;
  }

  /* Promise of the other words themselves. */
  async function words(typed) {
    var sources = [].concat.apply([], await Promise.all(typed.map(of)));
    return [].concat.apply([], sources.map(function (source) { return source.mean; }));
  }

  /* Promise of the lists of the pairs of a word, null where one stands nowhere; a list with files of its own, of a pair
     that says little, is not fetched. */
  function lists(word) {
    return Promise.all(word.slice(1).map(function (token, at) {
      var term = engine.tokens.gram(word[at], token);
      return engine.lists.cost(term).files ? LONG : engine.lists.pair(term);
    }));
  }

  async function ofWord(word, place, which, weight, share) {
    var found = await lists(word);
    if (found.indexOf(null) >= 0) return []; // what no text writes says nothing
    return found.map(function (list, at) {
      return {lists: [list], count: list.count, weight: weight * share, chars: 2, word: place,
        at: APART * (which + 1) + at, way: place + "/" + word.join("")};
    }).filter(function (seed) { return seed.count; });
  }

  /* Promise of pairs that stand for those of a character that has none here: 护伞 for the 护散 of 保护散. */
  async function alike(tokens, at) {
    var others = await engine.spell.alike(), terms = [];
    (others.get(tokens[at]) || []).forEach(function (other) {
      if (at) terms.push(engine.tokens.gram(tokens[at - 1], other));
      else if (tokens.length > 1) terms.push(engine.tokens.gram(other, tokens[1]));
    });
    return (await Promise.all(terms.map(engine.lists.pair))).filter(Boolean);
  }

  /* Promise of [{entry, score}…] of the entries that hold most of the characters of some words, the best first. */
  async function characters(words, allowed) {
    var all = Array.from(new Set([].concat.apply([], words))), sums = new Map(), total = engine.dir.entries;
    var lists = await Promise.all(all.map(engine.lists.single)), shapes = await engine.outline.shape();
    lists.forEach(function (list) {
      if (!list || (all.length > 2 && list.count > total * HALF)) return;
      list.entries.forEach(function (entry) {
        if (allowed(entry)) sums.set(entry, (sums.get(entry) || 0) + Math.log(1 + total / list.count));
      });
    });
    var scored = Array.from(sums, function (pair) {
      return {entry: pair[0], score: pair[1] * (shapes[pair[0]] < engine.outline.MATTER ? 1 : 0.8)};
    }).sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
    return scored.filter(function (one) { return one.score >= scored[0].score * ENOUGH; });
  }

  engine.kin = {of: of, seeds: seeds, words: words, alike: alike, characters: characters};
})(window.kb.engine);
