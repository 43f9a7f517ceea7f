/* Words typed in pinyin without an input method: zuidigongzi, or their first letters. The index itself is the dictionary:
   what is meant is the phrase with these sounds that stands in the texts most often. */
(function (engine) {
  "use strict";
  var SYLLABLE = 6, WAYS = 6; // letters of a syllable, and ways to part a word into syllables that are tried
  var CHARS = 30, FEWER = 12; // characters tried for a sound; in a large base, where each costs a file
  var INITIAL = 80, FEWEST = 3, MOST = 8; // characters tried for a first letter; letters of a word typed so
  var BEAM = 60, TRIED = 12;
  var LEAST = 4, FIRST = 4; // letters of a word that another follows, and words tried for each

  /* Promise of the tokens of the phrase that was meant, or null. */
  async function meant(letters) {
    return (await candidates(letters, true))[0] || null;
  }

  /* Promise of the two words that stand for letters where no phrase has all their sounds: those that stand close together
     most often (数据的出境 for shujuchujing); or null. */
  async function apart(letters) {
    var best = null;
    for (var at = LEAST; at <= letters.length - LEAST; at++) {
      var first = await candidates(letters.slice(0, at)), second = first.length ? await candidates(letters.slice(at)) : [];
      for (var left of first.slice(0, FIRST)) for (var right of second.slice(0, FIRST)) {
        var found = await together([left, right]);
        if (found.close && (!best || found.close > best.close)) best = found;
      }
    }
    return best;
  }

  async function together(words) {
    var matches = await Promise.all(words.map(engine.match.phrase));
    var match = engine.match.together(matches, await engine.outline.shape());
    var far = await engine.match.closeness(words.map(function (tokens) { return {tokens: tokens}; }), match.entries);
    return {words: words, match: match, close: far ? match.entries.filter(function (entry) { return !far(entry); }).length : 0};
  }

  /* Promise of the phrases with these sounds, those that stand most often first; `short`: by first letters, too. */
  async function candidates(letters, short) {
    var sounds = await engine.spell.sounds(), small = engine.store.small();
    var all = parted(letters, sounds).slice(0, WAYS).map(function (syllables) {
      return syllables.map(function (syllable) { return sounds.get(blurred(syllable)).slice(0, small ? CHARS : FEWER); });
    });
    if (!all.length && small && short && letters.length >= FEWEST && letters.length <= MOST) all = [initials(letters, sounds)];
    var states = [].concat.apply([], await Promise.all(all.map(phrases)));
    states = states.sort(function (a, b) { return b.score - a.score; }).slice(0, TRIED);
    var matches = await Promise.all(states.map(function (state) { return engine.match.phrase(state.tokens); }));
    states.forEach(function (state, at) { state.count = matches[at].entries.length; });
    return states.filter(function (state) { return state.count; }).sort(function (a, b) { return b.count - a.count; })
      .map(function (state) { return state.tokens; });
  }

  /* Ways to part letters into syllables, those with the fewest first. */
  function parted(letters, sounds) {
    if (!letters) return [[]];
    var found = [];
    for (var length = Math.min(SYLLABLE, letters.length); length; length--) {
      var syllable = letters.slice(0, length);
      if (!sounds.has(blurred(syllable))) continue;
      parted(letters.slice(length), sounds).slice(0, WAYS).forEach(function (rest) { found.push([syllable].concat(rest)); });
    }
    return found.sort(function (a, b) { return a.length - b.length; });
  }

  /* As scripts/index/sounds.py writes a syllable: zh as z, ing as in. */
  function blurred(syllable) { return syllable.replace(/^([zcs])h/, "$1").replace(/([aei]n)g$/, "$1"); }

  function initials(letters, sounds) {
    var order = new Map(Array.from(engine.dir.letters).map(function (char, at) { return [char, at]; }));
    function place(char) { return order.has(char) ? order.get(char) : order.size; }
    return letters.split("").map(function (letter) {
      var chars = new Set();
      sounds.forEach(function (group, sound) {
        if (sound[0] === letter) group.forEach(function (char) { chars.add(char); });
      });
      return Array.from(chars).sort(function (a, b) { return place(a) - place(b); }).slice(0, INITIAL);
    });
  }

  /* Promise of [{tokens, score}…]: rows of characters, one of each list, whose every pair stands somewhere. */
  async function phrases(choices) {
    var states = choices[0].map(function (char) { return {tokens: [char], score: 0}; });
    for (var at = 1; at < choices.length; at++) {
      var next = [].concat.apply([], await Promise.all(states.map(further.bind(null, choices[at]))));
      states = next.sort(function (a, b) { return b.score - a.score; }).slice(0, BEAM);
    }
    return choices.length > 1 ? states : [];
  }

  function further(chars, state) {
    var last = state.tokens[state.tokens.length - 1];
    return Promise.all(chars.map(function (char) {
      return engine.lists.pair(engine.tokens.gram(last, char)).then(function (list) {
        return list && {tokens: state.tokens.concat(char), score: state.score + Math.log(1 + list.count)};
      });
    })).then(function (made) { return made.filter(Boolean); });
  }

  engine.pinyin = {meant: meant, apart: apart};
})(window.kb.engine);
