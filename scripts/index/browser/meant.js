/* Words that name documents: 2021年要点 信访举报, 监督检查办法第九条, 公路处 警示教育. What these documents say of the
   other words comes first; where all words name documents, the documents themselves do. */
(function (engine) {
  "use strict";
  var OFTEN = 5; // times a word stands in an item that is about it
  var MOST = 20; // documents that a name may mean; a year may mean more
  var PAGE = 1, REGULATION = 2;
  var BODY = /(委员会|党组)$/; // 公路管理处 is whose committee 公路管理处委员会 is
  var PERIOD = /^(上半年|下半年|[一二三四]季度)$/;
  var COUNT = "[0-9一二三四五六七八九十]+";
  var ARTICLE = new RegExp("^(.*?)第?([0-9]+|[零〇一二三四五六七八九十百千]+)条(之[一二三四五六七八九十]+)?"
    + "(?:第?" + COUNT + "款)?(?:第?" + COUNT + "项)?(.*)$");
  var TYPE = /(章程|条例|办法|规定|细则|准则|规则|法)$/; // what kind a regulation calls itself
  var EDITION = /[(]?((?:19|20)\d\d)(?:年度?)?(?:版|修订|修正)?[)]?(?![0-9年月日号以底初末])/;

  /* In how many pieces of a name a word is written, the last of them at its end: 线索|细则 of …问题线索管理实施细则 2; 0 in none. */
  function pieces(word, name, end) {
    var left = word.length, count = 0;
    while (left) {
      var best = 0, start = 0;
      for (var to = end; to > 0; to--) {
        var same = 0;
        while (same < left && same < to && word[left - 1 - same] === name[to - 1 - same]) same++;
        if (same > best) { best = same; start = to - same; }
        if (!count) break;
      }
      if (!best || (best === 1 && (count || left < 3))) return 0;
      left -= best;
      end = start;
      count++;
    }
    return count * 2 > word.length + 1 ? 0 : count;
  }

  /* The same for a title, which may end before 及… or （…） too. */
  function inTitle(word, title) {
    var best = 0;
    for (var end = title.length; end > 1; end--) {
      if (end < title.length && "及(和".indexOf(title[end]) < 0) continue;
      var count = pieces(word, title, end);
      if (count && (!best || count < best)) best = count;
    }
    return best;
  }

  /* Takes the years out: {years, parts: [{text, quoted}]}, a part for each word that is left. */
  function withoutYears(words) {
    var years = [], parts = [];
    words.forEach(function (word) {
      var text = word.tokens.join(""), found = !word.quoted && EDITION.exec(text);
      if (found) {
        years.push(Number(found[1]));
        text = text.slice(0, found.index) + " " + text.slice(found.index + found[0].length);
      }
      text.split(" ").forEach(function (one) { if (one && one !== "的") parts.push({text: one, quoted: word.quoted}); });
    });
    return {years: years, parts: parts};
  }

  /* Promise of Map document -> pieces: whose title, office, or office and then title (公路处要点) a word names. */
  async function named(text) {
    var docs = engine.outline.docs(), tokens = engine.tokens.tokens(text);
    if (tokens.length < 2) return new Map();
    var found = ofOffice(tokens, docs);
    if (!found.size) found = await titled(tokens, docs);
    if (!found.size) found = await abridged(text);
    for (var at = tokens.length - 2; at > 1 && !found.size; at--) {
      var office = ofOffice(tokens.slice(0, at), docs);
      if (office.size) found = both(office, await titled(tokens.slice(at), docs));
    }
    return found;
  }

  function ofOffice(tokens, docs) {
    var found = new Map();
    docs.issuers.forEach(function (issuer, at) {
      var office = engine.tokens.tokens(issuer), without = engine.tokens.tokens(issuer.replace(BODY, ""));
      if (!pieces(tokens, office, office.length) && !pieces(tokens, without, without.length)) return;
      for (var doc = 0; doc < docs.count; doc++) if (docs.issuer[doc] === at) found.set(doc, 1);
    });
    return found;
  }

  async function titled(tokens, docs) {
    var found = new Map(), spelled = [tokens];
    (await engine.widen.others(tokens)).forEach(function (other) { if (other.whole) spelled.push(other.tokens); });
    for (var i = 0; i < spelled.length; i++) {
      (await endingIn(spelled[i], docs)).forEach(function (count, doc) { found.set(doc, count); });
    }
    return found;
  }

  async function endingIn(tokens, docs) {
    var found = new Map(), period = PERIOD.test(tokens.join(""));
    var tail = await engine.match.phrase(tokens.slice(-2)), ends = new Set(), shapes = await engine.outline.shape();
    tail.entries.forEach(function (entry) {
      var doc = engine.outline.documentOf(entry);
      if (shapes[entry] === engine.outline.TITLE && docs.category[doc] !== PAGE) ends.add(doc);
    });
    if (!ends.size) return found;
    var titles = await engine.outline.titles();
    ends.forEach(function (doc) {
      var title = engine.tokens.tokens(titles[doc][1]);
      var count = period ? Number(engine.widen.place(title, tokens) >= 0) : inTitle(tokens, title);
      if (count) found.set(doc, count);
    });
    return found;
  }

  /* 医保基金条例: the texts of the one regulation whose name holds these characters in this order before the same 条例. */
  async function abridged(text) {
    var docs = engine.outline.docs(), type = TYPE.exec(text), found = new Map(), fewest = Infinity;
    var stem = type ? text.slice(0, type.index) : "";
    if (stem.length < 2) return found;
    (await engine.outline.titles()).forEach(function (record, doc) {
      var name = record[1].replace(/[（(][^（）()]*[）)]$/, "");
      var ending = docs.category[doc] === REGULATION && TYPE.exec(name);
      var runs = ending && ending[1] === type[1] ? runsIn(stem, name.slice(0, ending.index)) : 0;
      if (!runs || runs > fewest) return;
      if (runs < fewest) found = new Map();
      fewest = runs;
      found.set(doc, name);
    });
    if (new Set(found.values()).size > 1) return new Map();
    found.forEach(function (_, doc) { found.set(doc, 1); });
    return found;
  }

  /* In how many runs a name holds characters in their order; 0 where it does not. */
  function runsIn(stem, name) {
    var at = -1, runs = 0;
    for (var char of stem) {
      var next = name[at + 1] === char && at >= 0 ? at + 1 : name.indexOf(char, at + 1);
      if (next < 0) return 0;
      if (!runs || next !== at + 1) runs++;
      at = next;
    }
    return runs;
  }

  function both(one, other) {
    if (!one) return other;
    var found = new Map();
    one.forEach(function (count, doc) { if (other.has(doc)) found.set(doc, count + other.get(doc)); });
    return found;
  }

  /* Promise of {documents: Map, rest: [word…], article: "" | 第九条} for words that name documents, else null; `glued`: a
     name may stand before other words without a blank. */
  async function meant(words, glued) {
    var known = withoutYears(words), documents = null, rest = [], article = "", cutOff = false;
    for (var i = 0; i < known.parts.length; i++) {
      var part = known.parts[i], cut = !part.quoted && !article && ARTICLE.exec(part.text), texts = [part.text];
      if (cut) {
        article = "第" + cut[2] + "条" + (cut[3] || "");
        texts = [cut[1], cut[4]].filter(Boolean);
      }
      for (var k = 0; k < texts.length; k++) {
        var text = texts[k], found = part.quoted ? new Map() : await named(text), end = text.length;
        while (glued && !found.size && --end > 2) found = await named(text.slice(0, end)); // 工作要点智慧监督平台
        if (found.size && (!documents || both(documents, found).size)) {
          documents = both(documents, found);
          cutOff = cutOff || end < text.length;
          text = text.slice(end).replace(/^[的中里]/, "");
        }
        if (text) rest.push({tokens: engine.tokens.tokens(text), quoted: part.quoted});
      }
    }
    if (!documents && !known.years.length) return null;
    var dated = !documents; // the year alone says which: 2023 年轻干部
    documents = await ofYears(known.years, documents);
    if (!documents || !documents.size || (!known.years.length && documents.size > MOST)) return null;
    return {documents: documents, rest: rest, article: article, dated: dated, glued: cutOff, regulations: Array.from(documents.keys()).every(function (doc) {
      return engine.outline.docs().category[doc] === REGULATION;
    })};
  }

  /* Of the documents those of the years; a title may tell a year of its own. */
  async function ofYears(years, documents) {
    if (!years.length) return documents;
    var docs = engine.outline.docs(), found = new Map(), titles = documents && await engine.outline.titles();
    for (var doc = 0; doc < docs.count; doc++) {
      if (documents && !documents.has(doc)) continue;
      var told = years.indexOf(docs.years[doc]) >= 0 ? 1 : 0;
      if (titles && years.some(function (year) { return titles[doc][1].indexOf(year) >= 0; })) told += 2;
      if (told) found.set(doc, (documents ? documents.get(doc) * 4 : 4) - told);
    }
    return found.size ? found : documents;
  }

  /* The entry of a document's title: a mark or a number may stand above it. */
  function titleOf(shapes, starts, doc) {
    var entry = starts[doc];
    while (entry + 1 < starts[doc + 1] && shapes[entry] !== engine.outline.TITLE) entry++;
    return shapes[entry] === engine.outline.TITLE ? entry : starts[doc];
  }

  /* Promise of the match of what is meant: articles, items that hold the other words, or the documents' own titles. */
  async function match(meaning, ofWord) {
    var docs = engine.outline.docs(), shapes = await engine.outline.shape(), match;
    function inside(entry) { return meaning.documents.has(engine.outline.documentOf(entry)); }
    if (meaning.article) {
      match = await (await engine.need("filters")).articles([meaning.article]);
      return engine.match.filtered({entries: match.entries, ranks: match.ranks}, function (entry) {
        return inside(entry) && match.ranks[engine.match.lower(match.entries, entry)] === 0;
      });
    }
    if (meaning.rest.length) {
      var matches = await Promise.all(meaning.rest.map(ofWord));
      match = matches.length > 1 ? engine.match.together(matches, shapes) : matches[0];
      match = engine.match.filtered(match, function (entry) {
        return inside(entry) && (meaning.dated || shapes[entry] !== engine.outline.TITLE);
      });
      if (meaning.dated) match.ranks.forEach(function (_, at) { // a title that holds the topic is what was asked for
        if (shapes[match.entries[at]] === engine.outline.TITLE) match.ranks[at] = 0;
      });
      return matches.length > 1 ? match : oftenFirst(match, meaning.rest[0].tokens);
    }
    var best = Array.from(meaning.documents).sort(function (a, b) { return a[0] - b[0]; });
    return {entries: Uint32Array.from(best, function (pair) { return titleOf(shapes, docs.starts, pair[0]); }),
      ranks: Uint8Array.from(best, function (pair) { return Math.min(9, pair[1]); })};
  }

  /* Promise of the match with the ranks of those that hold the word once or twice only behind the others: 监察法 留置. */
  async function oftenFirst(match, tokens) {
    var list = tokens.length > 1 && await engine.lists.pair(engine.tokens.gram(tokens[0], tokens[1])), counts = new Map();
    if (!list) return match;
    await engine.match.eachPlace(list, new Set(match.entries), function (entry) { counts.set(entry, (counts.get(entry) || 0) + 1); });
    match.ranks.forEach(function (rank, at) {
      if (rank === engine.match.BODY) match.ranks[at] += Math.max(0, OFTEN - (counts.get(match.entries[at]) || 0));
    });
    return match;
  }

  /* Promise of a sentence for the reader: whose items come first. */
  async function said(meaning) {
    var titles = await engine.outline.titles(), names = new Set();
    meaning.documents.forEach(function (_, doc) { names.add("《" + titles[doc][1] + "》"); });
    var which = names.size > 3 ? "所指 " + meaning.documents.size + " 份文件" : Array.from(names).join("");
    return {code: "meant", message: "先列" + which + "中的条目。"};
  }

  engine.meant = {meant: meant, match: match, said: said, pieces: pieces};
})(window.kb.engine);
