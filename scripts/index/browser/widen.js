/* Other ways to write a phrase: 第31条 for 第三十一条, words of the vocabulary (巡查 for 巡察), 简体 for 繁體. */
(function (engine) {
  "use strict";
  var FIELD = "\x1f", RECORD = "\x1e", PART = "\x1d";
  var MOST = 8;

  /* Promise of [{words: [[token…]…], texts: […]}]: what the vocabulary says is the same. */
  function groups() {
    return engine.outline.column("words", function (text) {
      return text.split(RECORD).filter(Boolean).map(function (record) {
        var texts = record.split(FIELD).filter(Boolean);
        return {texts: texts, words: texts.map(engine.tokens.tokens)};
      });
    });
  }

  function place(tokens, word) {
    for (var at = 0; at + word.length <= tokens.length; at++) {
      var same = 0;
      while (same < word.length && tokens[at + same] === word[same]) same++;
      if (same === word.length) return at;
    }
    return -1;
  }

  /* Promise of [{tokens, from, to}] for a phrase: each word of the vocabulary in it replaced by its fellows. A fellow
     that holds the word typed, or is held by it, finds nothing new or too much, and is left out. */
  function others(tokens) {
    return groups().then(function (all) {
      var found = [];
      all.forEach(function (group) {
        var best = -1, at = -1;
        group.words.forEach(function (word, which) {
          var here = place(tokens, word);
          if (here >= 0 && word.length > 1 && (best < 0 || word.length > group.words[best].length)) {
            best = which;
            at = here;
          }
        });
        if (best < 0) return;
        var typed = group.words[best];
        group.words.forEach(function (word, which) {
          if (which === best || place(word, typed) >= 0 || place(typed, word) >= 0) return;
          found.push({tokens: tokens.slice(0, at).concat(word, tokens.slice(at + typed.length)),
            from: group.texts[best], to: group.texts[which], length: typed.length, whole: typed.length === tokens.length,
            apart: best > 0 && which > 0}); // 巡查 and 巡视 are both near 巡察, less so to one another
        });
      });
      found.sort(function (a, b) { return b.length - a.length; });
      return found.slice(0, MOST);
    });
  }

  /* Promise of what may stand for what was typed, asked for when nothing holds that: {traditional: Map to simplified
     characters, sounds: what spell.js reads}. */
  function instead() {
    return engine.store.file("instead", function (payload) {
      var parts = payload.split(PART), map = new Map(), chars = Array.from(parts[0]);
      for (var at = 0; at + 1 < chars.length; at += 2) map.set(chars[at], chars[at + 1]);
      return {traditional: map, sounds: parts[1]};
    });
  }

  /* Promise of the phrase in simplified characters, or null where nothing changes. */
  function simplified(tokens) {
    return instead().then(function (found) {
      var map = found.traditional;
      var changed = tokens.map(function (token) { return map.get(token) || token; });
      return changed.some(function (token, at) { return token !== tokens[at]; }) ? changed : null;
    });
  }

  engine.widen = {groups: groups, others: others, instead: instead, simplified: simplified, place: place};
})(window.kb.engine);
