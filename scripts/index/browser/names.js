/* Names to go to directly: lunr finds them by pairs of characters, by pinyin or initials, give or take a letter; the
   order is ours: the name itself, then what begins with it, holds it, sounds like it, resembles it. */
(function (engine) {
  "use strict";
  var LONGEST = 40;
  var WHY = ["名称相同", "以此开头", "含有此名", "拼音相同", "字音相近", "写法相近"];
  var loaded = null;

  /* Promise of [{names, index}…], a shelf for each file. */
  function load() {
    if (!loaded) {
      var files = [];
      for (var at = 0; at < engine.dir.names; at++) files.push(engine.store.file("names" + at, JSON.parse));
      loaded = Promise.all([Promise.all(files), script()]).then(function (parts) {
        return parts[0].map(function (file, at) {
          return {names: file.names, index: window.lunr.Index.load(file.index), from: at * 1000};
        });
      });
      loaded.catch(function () { loaded = null; });
    }
    return loaded;
  }

  function script() {
    return window.lunr ? Promise.resolve() : engine.script(engine.root + "search/lunr.js");
  }

  async function find(query, options) {
    var parsed = engine.query.parse(String(query || "")), spelled = [];
    parsed.words.forEach(function (word) { spelled.push.apply(spelled, word.tokens); });
    spelled = spelled.slice(0, LONGEST).filter(function (token) { return token !== "*"; });
    if (!spelled.length) return [];
    await engine.store.directory();
    var found = [];
    (await load()).forEach(function (shelf) {
      found.push.apply(found, ask(shelf, spelled).concat(article(shelf, spelled)));
    });
    found.sort(function (a, b) { return a.rank - b.rank || a.number - b.number; });
    return found.slice(0, (options && options.limit) || 8);
  }

  function pairsOf(tokens) {
    if (tokens.length === 1) return tokens;
    return tokens.slice(1).map(function (token, at) { return tokens[at] + token; });
  }

  function ask(held, tokens) {
    var whole = tokens.join(""), latin = /^[a-z0-9]+$/.test(whole), pairs = pairsOf(tokens);
    var results = held.index.query(function (query) {
      pairs.forEach(function (pair) { query.term(pair, {}); });
      query.term("=" + whole, {editDistance: tokens.length > 2 ? 1 : 0});
      query.term("=*" + whole + "*", {});
      if (latin) {
        query.term("~" + whole, {editDistance: whole.length > 4 ? 1 : 0});
        if (whole.length > 1) query.term("~*" + whole + "*", {});
      }
    });
    return results.map(function (result) {
      var number = Number(result.ref);
      return shown(held.names[number], held.from + number, judge(held.names[number], result.matchData.metadata, whole, pairs));
    }).filter(function (one) { return one.rank >= 0; });
  }

  /* How a name answers: place in WHY, -1 when it shares too little. */
  function judge(name, terms, whole, pairs) {
    var spelled = [name[2]].concat(name[5]).map(function (word) { return engine.tokens.tokens(word).join(""); });
    if (spelled.indexOf(whole) >= 0) return 0;
    if (spelled.some(function (word) { return word.indexOf(whole) === 0; })) return 1;
    if (spelled.some(function (word) { return word.indexOf(whole) > 0; })) return 2;
    if (terms["~" + whole]) return 3;
    var marks = Object.keys(terms).map(function (term) { return term[0]; });
    if (marks.indexOf("~") >= 0) return 4;
    if (marks.indexOf("=") >= 0) return 5;
    var common = pairs.filter(function (pair) { return terms[pair]; }).length;
    return pairs.length > 2 && common / pairs.length >= 0.6 ? 5 : -1;
  }

  function shown(name, number, rank) {
    return {type: name[0], id: name[1], name: name[2], url: name[3], detail: name[4] || "", rank: rank, number: number,
      why: WHY[rank] || "", href: new URL(name[3].replace(/^[^#]*/, encodeURI), engine.root).href};
  }

  /* 监察法第31条 -> the article itself. */
  function article(held, tokens) {
    var end = tokens.lastIndexOf("条"), start = end;
    while (start > 0 && /^[0-9零一二三四五六七八九十百千]+$/.test(tokens[start - 1])) start--;
    var number = engine.query.arabic(tokens.slice(start, end).join(""));
    var law = tokens.slice(0, tokens[start - 1] === "第" ? start - 1 : start).join("");
    if (end < 0 || !number || law.length < 2) return [];
    return held.names.filter(function (name) {
      return name[0] === "法规" && name[6] >= number && [name[2]].concat(name[5]).some(function (word) {
        var spelled = engine.tokens.tokens(word).join("");
        return spelled === law || (law.length > 2 && spelled.slice(-law.length) === law);
      });
    }).slice(0, 3).map(function (name, at) {
      var label = "第" + engine.query.chinese(number) + "条";
      return shown(["法规", name[1] + "#t" + number, name[2] + " " + label, name[7] + "#t" + number, name[4]], at, 0);
    });
  }

  engine.names = {find: find};
})(window.kb.engine);
