/* A query from end to end: understand, match, widen, filter, rank, show. */
(function (engine) {
  "use strict";
  var WIDENED = 32; // added to the rank of a hit that only other words for the same gave
  var APART = 10; // added to that of words further off, and of hits that stand back behind others
  var NUMBERED = /(?:19|20)\d\d|条/; // words that may name a document or article, and others where a word stands beside
  var NAMING = /(?:19|20)\d\d|条|半年|季度|[法例定则程见知案点结算划话告度局处委组站部室会司要报复函令准南册书表院]$/;
  var FEW = 10;
  var JOINED = 20; // words up to so many tokens are also looked for as one phrase
  var REGULATION = 2;
  var last = {key: "", found: null}; // the answer before: its facets, pages and orders are asked for in a row

  async function search(query, options) {
    var parsed = engine.query.parse(query === undefined || query === null ? "" : String(query));
    await engine.store.directory();
    var widen = options.widen !== false, key = JSON.stringify([parsed.text, widen]);
    if (last.key !== key || !last.found) last = {key: key, found: found(parsed, widen)};
    var held = last;
    try {
      return await shown(await held.found, parsed, options);
    } catch (error) {
      if (last === held) last = {key: "", found: null};
      if (error.code !== "stale" || options.renewed) throw error;
      engine.store.renew();
      return search(query, Object.assign({}, options, {renewed: true}));
    }
  }

  /* {match, scope, phrases, words, widened, notes}: what answers a query before any filter. */
  async function found(parsed, widen) {
    var result = {match: engine.match.NOTHING, scope: "phrase", phrases: [], widened: [], notes: parsed.notes.slice(),
      words: parsed.words.map(function (word) { return word.tokens; })};
    if (!parsed.words.length) {
      if (Object.keys(parsed.filters).length || !parsed.text) result.match = everything();
      return result;
    }
    await matched(parsed.words, widen, result);
    if (!result.match.entries.length && await simplify(parsed.words, result)) await matched(result.simple, widen, result);
    await understood(parsed, widen, result);
    if (parsed.not.length) result.match = await without(result.match, parsed.not);
    return result;
  }

  async function matched(words, widen, result) {
    var matches = await Promise.all(words.map(function (word) { return ofWord(word, widen, result); }));
    if (matches.length > 1) await combined(matches, words, result);
    else result.match = matches[0];
    await titlesFirst(result.match);
  }

  /* The match of one word in all its spellings. */
  async function ofWord(word, widen, result) {
    var spellings = word.quoted ? [word.tokens] : engine.query.spellings(word.tokens);
    var typed = engine.match.union(await Promise.all(spellings.map(engine.match.phrase)));
    result.phrases = result.phrases.concat(spellings);
    if (!widen || word.quoted) return typed;
    var others = await engine.widen.others(word.tokens);
    var more = await Promise.all(others.map(function (other) { return engine.match.phrase(other.tokens); }));
    more.forEach(function (match, at) {
      if (!match.entries.length) return;
      result.phrases.push(others[at].tokens);
      var told = {from: others[at].from, to: others[at].to, count: match.entries.length};
      if (!result.widened.some(function (one) { return one.from === told.from && one.to === told.to; })) result.widened.push(told);
    });
    return engine.match.union([typed].concat(more.map(function (match, at) { return engine.match.raised(match, others[at].apart ? WIDENED + APART : WIDENED); })));
  }

  /* Several words: in one item, else in one document. Words that stand side by side come first. */
  async function combined(matches, words, result) {
    var shapes = await engine.outline.shape();
    if (matches.every(function (match) { return match.entries.length; })) {
      result.match = engine.match.together(matches, shapes);
    }
    result.scope = "item";
    if (result.match.entries.length) {
      result.far = await engine.match.closeness(words, result.match.entries);
      var joined = [].concat.apply([], words.map(function (word) { return word.tokens; }));
      if (joined.length <= JOINED) result.match = engine.match.better(result.match, await engine.match.phrase(joined));
    } else {
      result.scope = "document";
      result.match = (await engine.need("scope")).inDocuments(matches, shapes);
    }
  }

  /* What else the words say: a question with its filler, and documents that some of the words name. */
  async function understood(parsed, widen, result) {
    var words = result.simple || parsed.words, none = !result.match.entries.length;
    if (none) words = await plainly(parsed.text, words, widen, result);
    if (none || words.some(function (word) { return (words.length > 1 ? NAMING : NUMBERED).test(word.tokens.join("")); })) {
      await documentsMeant(words, widen, result);
    }
  }

  /* 怎么处理问题线索: the words without filler, in one item; what also holds words of an answer comes first. */
  async function plainly(text, words, widen, result) {
    var plain = await engine.need("plain"), left = plain.words(words, false), best = null;
    if (!left) return words;
    var apart = plain.pairs(left);
    result.answers = await plain.answers(text, left);
    var typed = result.words; // 把权力关进笼子 asks nothing: its 把 counts among near hits
    result.words = left.map(function (word) { return word.tokens; });
    result.titled = await titledWith(result.words);
    for (var kept of [plain.words(words, true), left, apart]) {
      if (!result.answers && (best || kept === apart)) break; // pairs only in search of an answer
      if (best && best.grade === result.answers.most) break;
      var trial = {match: engine.match.NOTHING, scope: "phrase", phrases: [], widened: [], titled: result.titled};
      await matched(kept, widen, trial);
      if (!trial.match.entries.length || trial.scope === "document") continue;
      if (plain.asks(text)) await answersFirst(trial, result.answers);
      if (kept === apart) trial.far = null;
      if (kept === apart ? trial.grade === result.answers.most : !best || trial.grade > best.grade) best = trial;
    }
    if (!best && !plain.asks(text)) result.words = typed;
    if (!best) return left;
    Object.assign(result, best);
    result.notes.push({code: "plain", message: "已略去虚词，按" + left.map(quoted).join("") + "检索。"});
    return left;
  }

  function quoted(word) { return "“" + word.tokens.join("") + "”"; }

  /* Promise of the documents whose title holds a word, or the beginning of one: 政务处分不服 is asked of 政务处分法. */
  async function titledWith(words) {
    var shapes = await engine.outline.shape(), titled = new Set();
    var titles = await Promise.all(words.map(function (tokens) { return engine.match.phrase(tokens.slice(0, 4)); }));
    engine.match.union(titles).entries.forEach(function (entry) {
      if (shapes[entry] === engine.outline.TITLE) titled.add(engine.outline.documentOf(entry));
    });
    return titled;
  }

  /* By how well an entry answers, then regulations before plans, those first whose title holds a word of the question. */
  async function answersFirst(trial, answers) {
    var shapes = await engine.outline.shape(), docs = engine.outline.docs(), titled = trial.titled;
    trial.match.entries.forEach(function (entry, at) {
      if (shapes[entry] >= engine.outline.TITLE) trial.match.ranks[at] += APART; // titles and headings answer nothing
      if (!answers) return;
      var doc = engine.outline.documentOf(entry), grade = answers(entry, engine.outline.end(shapes, entry));
      trial.grade = Math.max(trial.grade || 0, grade);
      trial.match.ranks[at] += (2 - grade) * APART + (docs.category[doc] === REGULATION ? titled.has(doc) ? 0 : 1 : 6);
    });
  }

  /* 监督检查办法第九条, 2021年要点 信访举报: what the documents named say comes before all else. */
  async function documentsMeant(words, widen, result) {
    var meant = await engine.need("meant"), meaning = await meant.meant(words, !result.match.entries.length);
    if (!meaning) return;
    var trial = {phrases: [], widened: []};
    var match = await meant.match(meaning, function (word) { return ofWord(word, widen, trial); });
    if (meaning.rest.length && (match.entries.length || !meaning.glued)) {
      result.documents = meaning.documents;
      result.words = meaning.rest.map(function (word) { return word.tokens; });
    }
    if (!match.entries.length) return;
    result.lawFirst = meaning.regulations;
    result.phrases = result.phrases.concat(trial.phrases, meaning.article ? [engine.tokens.tokens(meaning.article)] : []);
    if (!result.match.entries.length) result.widened = trial.widened;
    var others = result.scope === "document" ? engine.match.NOTHING : engine.match.raised(result.match, APART);
    if (result.scope === "document") result.scope = "item";
    result.match = engine.match.union([match, others]);
    if (meaning.rest.length || meaning.article) result.notes.push(await meant.said(meaning));
  }

  async function simplify(words, result) {
    var changed = await Promise.all(words.map(function (word) { return engine.widen.simplified(word.tokens); }));
    if (!changed.some(Boolean)) return false;
    result.simple = words.map(function (word, at) { return {tokens: changed[at] || word.tokens, quoted: word.quoted}; });
    result.words = result.simple.map(function (word) { return word.tokens; });
    result.notes.push({code: "simplified", message: "已按简体字检索"});
    result.match = engine.match.NOTHING;
    return true;
  }

  async function without(match, words) {
    var shapes = await engine.outline.shape();
    var out = await Promise.all(words.map(function (word) { return engine.match.phrase(word.tokens); }));
    return engine.match.filtered(match, function (entry) {
      var end = engine.outline.end(shapes, entry);
      return !out.some(function (one) { return engine.match.within(one.entries, entry, end); });
    });
  }

  /* A query of filters alone: every item. */
  function everything() {
    return {entries: Uint32Array.from({length: engine.dir.entries}, function (_, at) { return at; }),
      ranks: new Uint8Array(engine.dir.entries).fill(engine.match.BODY), all: true};
  }

  /* A document's title ranks before headings that only hold the words; a heading that is the words comes before both. */
  async function titlesFirst(match) {
    if (match.ranks.indexOf(2) < 0 && match.ranks.indexOf(3) < 0) return;
    var shapes = await engine.outline.shape();
    match.entries.forEach(function (entry, at) {
      if (shapes[entry] === engine.outline.TITLE && (match.ranks[at] === 2 || match.ranks[at] === 3)) match.ranks[at] = 1;
    });
  }

  async function shown(result, parsed, options) {
    var filters = engine.facets.merged(parsed.filters, options.filters), notes = result.notes.slice();
    var made = Object.keys(filters).length ? await (await engine.need("filters")).tests(filters, notes) : {};
    var match = result.match;
    if (match.all) {
      if (!Object.keys(made).length) match = engine.match.NOTHING;
      else {
        var shapes = await engine.outline.shape();
        match = engine.match.filtered(match, function (entry) { return shapes[entry] < engine.outline.MATTER; });
      }
    }
    var parted = engine.facets.split(match, made), kept = parted.kept;
    var lawFirst = Boolean(result.lawFirst || filters.regulation || filters.article || (filters.kind || []).indexOf("法规") >= 0);
    var limit = options.limit === undefined ? 10 : Math.max(0, options.limit), offset = options.offset || 0;
    var order = await engine.order.relevant(kept, options.sort, lawFirst, result, limit);
    var hits = await Promise.all(Array.from(order.slice(offset, offset + limit), function (entry) {
      return engine.hits.hit(entry, result.phrases, {scope: result.scope});
    }));
    var facets = engine.facets.early(parted), complete = null;
    var few = order.length < FEW && result.words.length && hits.length < limit, further = Boolean(few && order.length && options.quick);
    if (few && !further) {
      var wanted = Math.min(limit - hits.length, FEW);
      hits = hits.concat(await nearest(result, parsed, kept, made, wanted).catch(function (error) {
        if (!order.length) throw error;
        notes.push({code: error.code, message: error.message}); // what is exact goes out even where near hits cannot
        return [];
      }));
    }
    var answer = {
      query: parsed.text, total: order.length, exact: exact(kept), hits: hits, scope: result.scope,
      widened: result.widened, suggested: result.suggested || "", notes: notes, facets: facets,
      further: further
    };
    Object.defineProperty(answer, "complete", {enumerable: false, get: function () {
      if (!complete) complete = engine.facets.complete(parted, facets);
      return complete;
    }});
    return answer;
  }

  async function nearest(result, parsed, kept, made, wanted) {
    return (await engine.need("near")).nearest(result, parsed, kept, made, wanted);
  }

  function exact(match) {
    var count = 0;
    match.ranks.forEach(function (rank) { if (rank < WIDENED) count++; });
    return count;
  }

  engine.search = {search: search};
})(window.kb.engine);
