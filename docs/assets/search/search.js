/* A query from end to end: understand, match, filter, rank, show. */
(function (engine) {
  "use strict";

  function search(query, options) {
    var parsed = engine.query.parse(String(query === undefined || query === null ? "" : query));
    return engine.store.directory().then(function () {
      return found(parsed, options);
    }).then(function (match) { return shown(match, parsed, options); });
  }

  /* Promise of {match, scope, phrases}. */
  function found(parsed) {
    var words = parsed.words.map(function (word) {
      return word.quoted ? [word.tokens] : engine.query.spellings(word.tokens);
    });
    return Promise.all(words.map(function (spellings) {
      return Promise.all(spellings.map(engine.match.phrase)).then(engine.match.union);
    })).then(function (matches) {
      if (!matches.length) return {match: engine.match.NOTHING, scope: "phrase"};
      if (matches.length === 1) return {match: matches[0], scope: "phrase"};
      return engine.outline.shape().then(function (shapes) {
        return {match: engine.match.together(matches, shapes), scope: "item"};
      });
    }).then(function (result) {
      result.phrases = [].concat.apply([], words);
      return result;
    });
  }

  function shown(result, parsed, options) {
    var order = ranked(result.match), limit = options.limit === undefined ? 10 : options.limit, offset = options.offset || 0;
    return Promise.all(order.slice(offset, offset + limit).map(function (entry) {
      return engine.hits.hit(entry, result.phrases, {scope: result.scope});
    })).then(function (hits) {
      return {query: parsed.text, total: order.length, exact: order.length, hits: hits, scope: result.scope,
        widened: [], notes: parsed.notes};
    });
  }

  /* Entries by rank; among equals in the order of the index: plans first, newer first. */
  function ranked(match) {
    var buckets = [];
    match.entries.forEach(function (entry, at) {
      (buckets[match.ranks[at]] = buckets[match.ranks[at]] || []).push(entry);
    });
    return [].concat.apply([], buckets.filter(Boolean));
  }

  engine.search = {search: search};
})(window.kb.engine);
