/* Filters: which entries they let in. */
(function (engine) {
  "use strict";

  function year(values) {
    var ranges = values.map(function (value) {
      var match = /^(\d{4})年?(?:[-~～—–至到](\d{4})年?)?$/.exec(value.trim());
      return match ? [Number(match[1]), Number(match[2] || match[1])] : [1, 0];
    });
    return function (number) { return ranges.some(function (range) { return number >= range[0] && number <= range[1]; }); };
  }

  function same(a, b) { return engine.tokens.tokens(a).join() === engine.tokens.tokens(b).join(); }

  function named(names, values) {
    return names.map(function (name) { return values.some(function (value) { return same(name, value); }); });
  }

  function unknown(notes, name, values, wanted) {
    if (!wanted.some(Boolean)) notes.push({code: "unknown", message: "没有这样的" + name + "：" + values.join("、")});
  }

  /* Promise of {name: test(entry, document)} for every filter that is set; `notes` hears of values that nothing has. */
  function tests(filters, notes) {
    var docs = engine.outline.docs(), made = {}, waiting = [];
    function later(name, promise, make) {
      waiting.push(promise.then(function (column) { made[name] = make(column); }));
    }
    Object.keys(filters).forEach(function (name) {
      var values = filters[name], wanted;
      if (name === "year") {
        wanted = year(values);
        made.year = function (entry, doc) { return wanted(docs.years[doc]); };
      } else if (name === "kind" || name === "issuer") {
        wanted = named(name === "kind" ? docs.kinds : docs.issuers, values);
        unknown(notes, name === "kind" ? "类型" : "单位", values, wanted);
        made[name] = function (entry, doc) { return wanted[docs[name][doc]]; };
      } else if (name === "category") {
        wanted = engine.facets.CATEGORIES.map(function (category) { return values.indexOf(category) >= 0; });
        made.category = function (entry, doc) { return wanted[docs.category[doc]]; };
      } else if (name === "role") {
        wanted = named(engine.dir.roles, values);
        unknown(notes, "角色", values, wanted);
        later(name, engine.outline.roles(), function (roles) { return function (entry) { return wanted[roles[entry]]; }; });
      } else if (name === "theme") {
        later(name, engine.outline.themes(), function (themes) { return theme(themes, values, notes); });
      } else if (name === "document" || name === "regulation") {
        later(name, Promise.all([engine.outline.titles(), spelled(values)]), function (known) {
          var chosen = known[0].map(name === "document" ? isDocument(values) : isRegulation(values, known[1], docs));
          return function (entry, doc) { return chosen[doc]; };
        });
      } else if (name === "article") {
        later(name, articles(values), function (match) {
          return function (entry) {
            var at = engine.match.lower(match.entries, entry);
            return match.entries[at] === entry && match.ranks[at] === 0;
          };
        });
      }
    });
    return Promise.all(waiting).then(function () { return made; });
  }

  function theme(themes, values, notes) {
    var wanted = engine.dir.themes.map(function (one) {
      return values.some(function (value) { return value === one[0] || same(value, one[1]); });
    });
    unknown(notes, "主题", values, wanted);
    var sets = themes.sets.map(function (set) { return set.some(function (number) { return wanted[number]; }); });
    return function (entry) { return sets[themes.of[entry]]; };
  }

  function isDocument(values) {
    return function (document) { return values.indexOf(document[0]) >= 0 || values.some(function (v) { return same(v, document[1]); }); };
  }

  /* Promise of the tokens of words and of what the vocabulary says is the same. */
  function spelled(values) {
    return Promise.all(values.map(engine.tokens.tokens).map(function (tokens) {
      return engine.widen.others(tokens).then(function (others) {
        return [tokens].concat(others.map(function (other) { return other.tokens; }));
      });
    })).then(function (all) { return [].concat.apply([], all); });
  }

  /* A regulation by the id of its work or by words of its title. */
  function isRegulation(values, words, docs) {
    return function (document, at) {
      if (docs.category[at] !== 2) return false;
      if (values.indexOf(document[0].replace(/@[^@]*$/, "")) >= 0) return true;
      var title = engine.tokens.tokens(document[1]);
      return words.some(function (word) { return word.length && engine.widen.place(title, word) >= 0; });
    };
  }

  /* Promise of the articles with one of the numbers: their label is the whole of their lead. */
  function articles(values) {
    return Promise.all(values.map(function (value) {
      var match = /^第?(.+?)条?(之.+)?$/.exec(value.trim().replace(/\s/g, "")) || ["", "", ""];
      var number = engine.query.arabic(match[1]), rest = match[2] || "";
      return Promise.all(["第" + number + "条" + rest, "第" + engine.query.chinese(number) + "条" + rest].map(function (label) {
        return number ? engine.match.phrase(engine.tokens.tokens(label)) : engine.match.NOTHING;
      })).then(engine.match.union);
    })).then(engine.match.union);
  }

  engine.filters = {tests: tests, articles: articles};
})(window.kb.engine);
