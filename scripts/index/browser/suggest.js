/* What was meant where nothing holds the words. */
(function (engine) {
  "use strict";
  var SPELLED = 3; // rank of a name whose pinyin was typed (names.js)
  var SPOKEN = ["主题", "提法", "法规"];
  var REGULATION = 2, NAMED = 3, BARE = 4; // powers of what is near (near.js: FAVOUR)

  /* Promise of {name, words, match}: what was meant when characters sound or look like others, when a name of the
     vocabulary is one slip away, or was typed in pinyin; else null. */
  async function suggested(text, words, allowed, wanted) {
    var meant = await respelled(words) || await shortened(words) || await named(text, words, SPELLED)
      || await sounding(words) || await named(text, words);
    if (meant) {
      var order = await engine.order.relevant(engine.match.filtered(meant.match, allowed), "", false, {phrases: meant.words}, wanted);
      meant.entries = Array.from(order.slice(0, wanted));
    }
    return meant;
  }

  /* Promise of favoured(entry): more in documents that the words name, and for answers to what they ask. */
  async function favours(result, text) {
    var plain = await engine.need("plain"), asks = plain.asks(text), shapes = await engine.outline.shape();
    return function (entry) {
      var doc = engine.outline.documentOf(entry), told = result.documents && result.documents.has(doc) ? NAMED : 0;
      if (shapes[entry] >= engine.outline.TITLE) told -= asks ? BARE : 0.5; // no answer to a question
      if (!result.answers) return told;
      return told + result.answers(entry, entry + 1)
        + (engine.outline.docs().category[doc] === REGULATION ? 0.5 : 0) + (result.titled.has(doc) ? 1 : 0);
    };
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

  /* A name of the vocabulary, spelled or written nearly so; in ranks up to `most` (names.js). */
  async function named(text, words, most) {
    var length = words.reduce(function (sum, tokens) { return sum + tokens.length; }, 0);
    var latin = words.every(function (tokens) { return tokens.every(engine.tokens.isWord); });
    var found = (await (await engine.need("names")).find(text, {limit: 5})).filter(function (name) {
      return SPOKEN.indexOf(name.type) >= 0 && name.rank >= SPELLED && name.rank <= (most || name.rank)
        && (latin || Math.abs(engine.tokens.tokens(name.name).length - length) <= 1);
    })[0];
    if (!found) return null;
    var tokens = engine.tokens.tokens(found.name);
    return {name: found.name, words: [tokens], match: await engine.match.phrase(tokens)};
  }

  /* What pinyin stands for in the texts. */
  async function sounding(words) {
    var letters = [].concat.apply([], words).join("");
    if (!/^[a-z]{3,40}$/.test(letters)) return null;
    var pinyin = await engine.need("pinyin"), tokens = await pinyin.meant(letters);
    if (tokens) return {name: tokens.join(""), words: [tokens], match: await engine.match.phrase(tokens)};
    var two = await pinyin.apart(letters);
    return two && {name: two.words.map(function (word) { return word.join(""); }).join(" "), words: two.words, match: two.match};
  }

  engine.suggest = {suggested: suggested, favours: favours};
})(window.kb.engine);
