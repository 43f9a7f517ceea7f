/* The counts beside the hits. A facet counts what its own filter (filters.js) would let in, so that values can be added. */
(function (engine) {
  "use strict";
  var CATEGORIES = ["plan", "page", "regulation"];
  var LABELS = {plan: "工作文稿", page: "网页", regulation: "法规"};
  var LONGEST = 60; // values of a facet

  /* Filters of the query and of the options, each a list of strings. */
  function merged(typed, given) {
    var all = {};
    [typed, given || {}].forEach(function (filters) {
      Object.keys(filters).forEach(function (name) {
        if (filters[name] === undefined || filters[name] === null) return;
        var values = [].concat(filters[name]).map(String).filter(Boolean);
        if (values.length) all[name] = (all[name] || []).concat(values);
      });
    });
    return all;
  }

  /* Parts a match: `kept` passes all filters; `but` says of the others which single filter keeps them out. */
  function split(match, made) {
    var names = Object.keys(made), but = {}, doc = 0, docs = engine.outline.docs();
    if (!names.length) return {kept: match, but: but};
    return {but: but, kept: engine.match.filtered(match, function (entry) {
      if (docs.starts[doc + 1] <= entry) doc = engine.outline.documentOf(entry);
      var failed = names.filter(function (name) { return !made[name](entry, doc); });
      if (failed.length === 1) (but[failed[0]] = but[failed[0]] || []).push(entry);
      return !failed.length;
    })};
  }

  /* Adds to the counts of documents those of some entries; the other counts follow from these, in fewer steps. */
  function count(entries, counts) {
    var starts = engine.outline.docs().starts, doc = 0;
    for (var at = 0; at < entries.length; at++) {
      while (starts[doc + 1] <= entries[at]) doc++;
      counts[doc]++;
    }
    return counts;
  }

  /* Counts by document of what passes all filters, or fails only the one of a name. */
  function byDocument(parted, name) {
    if (!parted.counts) parted.counts = count(parted.kept.entries, new Uint32Array(engine.outline.docs().count));
    return parted.but[name] ? count(parted.but[name], parted.counts.slice()) : parted.counts;
  }

  /* Counts by value of a column of documents. */
  function ofDocuments(parted, name, column, size) {
    var counts = new Uint32Array(size);
    byDocument(parted, name).forEach(function (own, doc) { counts[column[doc]] += own; });
    return counts;
  }

  /* Counts by value of a column of entries. */
  function ofEntries(parted, name, column, size) {
    var counts = new Uint32Array(size);
    [parted.kept.entries, parted.but[name] || []].forEach(function (entries) {
      for (var at = 0; at < entries.length; at++) counts[column[entries[at]]]++;
    });
    return counts;
  }

  function ofThemes(parted, themes) {
    var counts = new Uint32Array(engine.dir.themes.length);
    ofEntries(parted, "theme", themes.of, themes.sets.length).forEach(function (own, set) {
      themes.sets[set].forEach(function (theme) { counts[theme] += own; });
    });
    return counts;
  }

  function listed(counts, valueOf, labelOf) {
    var all = [];
    counts.forEach(function (count, at) {
      if (count && valueOf(at) !== "") all.push({value: valueOf(at), label: labelOf ? labelOf(at) : String(valueOf(at)), count: count});
    });
    return all.sort(function (a, b) { return b.count - a.count; }).slice(0, LONGEST);
  }

  /* What the directory alone can count. */
  function early(parted) {
    var docs = engine.outline.docs(), found = {}, last = docs.years.reduce(function (a, b) { return Math.max(a, b); }, 0);
    found.year = listed(ofDocuments(parted, "year", docs.years, last + 1), function (at) { return at || ""; })
      .sort(function (a, b) { return b.value - a.value; });
    ["kind", "issuer"].forEach(function (name) {
      var names = docs[name + "s"];
      found[name] = listed(ofDocuments(parted, name, docs[name], names.length), function (at) { return names[at]; });
    });
    found.category = listed(ofDocuments(parted, "category", docs.category, 3),
      function (at) { return CATEGORIES[at]; }, function (at) { return LABELS[CATEGORIES[at]]; });
    return found;
  }

  /* Promise of all counts. */
  function complete(parted, found) {
    var outline = engine.outline, docs = outline.docs();
    return Promise.all([outline.roles(), outline.themes(), outline.titles()]).then(function (columns) {
      var roles = columns[0], themes = columns[1], titles = columns[2], all = Object.assign({}, found);
      all.role = listed(ofEntries(parted, "role", roles, engine.dir.roles.length),
        function (at) { return engine.dir.roles[at]; });
      all.theme = listed(ofThemes(parted, themes), function (at) { return engine.dir.themes[at][0]; },
        function (at) { return engine.dir.themes[at][1]; });
      all.document = listed(byDocument(parted, "document").map(function (own, at) { return docs.category[at] < 2 ? own : 0; }),
        function (at) { return titles[at][0]; }, function (at) { return titles[at][1]; });
      all.regulation = listed(byWork(byDocument(parted, "regulation").slice(), titles, docs),
        function (at) { return titles[at][0].replace(/@[^@]*$/, ""); }, function (at) { return titles[at][1]; });
      return all;
    });
  }

  /* Versions of a regulation count as one. */
  function byWork(counts, titles, docs) {
    var first = new Map();
    counts.forEach(function (count, at) {
      if (docs.category[at] !== 2) { counts[at] = 0; return; }
      var work = titles[at][0].replace(/@[^@]*$/, "");
      if (first.has(work)) { counts[first.get(work)] += count; counts[at] = 0; } else first.set(work, at);
    });
    return counts;
  }

  engine.facets = {CATEGORIES: CATEGORIES, merged: merged, split: split, early: early, complete: complete};
})(window.kb.engine);
