/* Entries -> what is shown of them; marks are computed from the text itself, so they are exact. */
(function (engine) {
  "use strict";

  /* [[start, end]…] of every place in a text where one of the phrases stands, in order, without overlaps. */
  function marks(text, phrases) {
    var spans = engine.tokens.spans(text), found = [];
    phrases.forEach(function (tokens) {
      for (var at = 0; at + tokens.length <= spans.length; at++) {
        var same = 0;
        while (same < tokens.length && spans[at + same][0] === tokens[same]) same++;
        if (same === tokens.length) found.push([spans[at][1], spans[at + same - 1][2]]);
      }
    });
    return joined(found);
  }

  function joined(found) {
    var all = [];
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; }).forEach(function (mark) {
      var before = all[all.length - 1];
      if (before && mark[0] < before[1]) before[1] = Math.max(before[1], mark[1]); else all.push(mark.slice());
    });
    return all;
  }

  function hit(entry, phrases, extra) {
    return engine.units.unit(entry).then(function (unit) {
      var page = unit.document, url = page.url + (unit.anchor ? "#" + unit.anchor : "");
      var title = unit.text.slice(0, unit.lead).trim() || unit.text.slice(0, unit.label).trim() || page.title;
      return Object.assign({
        id: (page.id || page.url) + (unit.anchor ? "#" + unit.anchor : ""), url: url,
        href: new URL(url.replace(/^[^#]*/, encodeURI), engine.root).href, document: page.id, documentTitle: page.title,
        title: title, titleMarks: marks(title, phrases), text: unit.text, marks: marks(unit.text, phrases),
        label: unit.text.slice(0, unit.label), path: unit.path, form: unit.form, kind: page.kind,
        category: page.category, year: page.year, issuer: page.issuer, edition: page.edition, role: unit.role,
        themes: unit.themes.map(function (number) {
          return {id: engine.dir.themes[number][0], name: engine.dir.themes[number][1]};
        }),
        near: false
      }, extra);
    });
  }

  engine.hits = {hit: hit, marks: marks};
})(window.kb.engine);
