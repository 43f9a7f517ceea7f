/* Which entries are inside which, and which document each belongs to (scripts/index/texts.py: shape). */
(function (engine) {
  "use strict";
  var MATTER = 18, TITLE = 20; // from MATTER on no item: head matter, then titles and headings
  var columns = new Map();
  var documents = null;

  /* Promise of a column of one small number an entry. */
  function column(name, make) {
    var kept = columns.get(name);
    if (!kept) {
      var inline = engine.dir.columns[name];
      kept = (inline === undefined ? engine.store.file(name) : Promise.resolve(inline)).then(make);
      kept.catch(function () { columns.delete(name); });
      columns.set(name, kept);
    }
    return kept;
  }

  function shape() {
    return column("shape", function (text) { return engine.varints.runs(text, new Uint8Array(engine.dir.entries)); });
  }

  function roles() {
    return column("roles", function (text) { return engine.varints.runs(text, new Uint8Array(engine.dir.entries)); });
  }

  /* Promise of {sets: [[theme…]…], of: set of each entry}. */
  function themes() {
    return column("themes", function (text) {
      var cut = text.indexOf(" "), sets = [], left = 0;
      engine.varints.decode(text.slice(0, cut)).forEach(function (number) {
        if (left === 0) { sets.push([]); left = number; return; }
        sets[sets.length - 1].push(number);
        left--;
      });
      return {sets: sets, of: engine.varints.runs(text.slice(cut + 1), new Uint32Array(engine.dir.entries))};
    });
  }

  /* Columns of documents: first entry of each (and one more), year, kind, category. */
  function docs() {
    if (!documents) {
      var told = engine.dir.documents, sizes = engine.varints.decode(told.sizes), starts = new Uint32Array(sizes.length + 1);
      sizes.forEach(function (size, at) { starts[at + 1] = starts[at] + size; });
      documents = {
        count: sizes.length, starts: starts, kinds: told.kinds,
        years: engine.varints.runs(told.years, new Uint16Array(sizes.length)),
        kind: engine.varints.runs(told.kind, new Uint8Array(sizes.length)),
        category: engine.varints.runs(told.categories, new Uint8Array(sizes.length)), issuers: told.issuers,
        issuer: engine.varints.runs(told.issuer, new Uint16Array(sizes.length))
      };
    }
    return documents;
  }

  function documentOf(entry) {
    var starts = docs().starts, low = 0, high = docs().count;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle + 1] <= entry) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* Promise of [[id, title]…] of all documents. */
  function titles() {
    var files = [];
    for (var at = 0; at * 1024 < docs().count; at++) {
      files.push(column("d" + at, function (text) {
        return text.split("\x1e").map(function (record) { return record.split("\x1f"); });
      }));
    }
    return Promise.all(files).then(function (parts) { return [].concat.apply([], parts); });
  }

  function depth(code) { return code >= MATTER ? 0 : code >> 1; }
  function isInline(code) { return code < MATTER && (code & 1) === 1; }

  function parent(shapes, entry) {
    var own = depth(shapes[entry]);
    if (own === 0) return -1;
    do { entry--; } while (depth(shapes[entry]) >= own);
    return entry;
  }

  /* The outermost entry around an entry. */
  function top(shapes, entry) {
    while (depth(shapes[entry])) entry--;
    return entry;
  }

  /* One past the last entry inside an entry. */
  function end(shapes, entry) {
    var own = depth(shapes[entry]), at = entry + 1;
    while (at < shapes.length && shapes[at] < MATTER && depth(shapes[at]) > own) at++;
    return at;
  }

  /* The entry that begins the group of lines in which an entry stands; without shapes, where no unit is inline, itself. */
  function head(shapes, entry) {
    if (shapes) while (isInline(shapes[entry])) entry--;
    return entry;
  }

  /* The smallest entry around both. */
  function common(shapes, left, right) {
    while (left !== right && left >= 0 && right >= 0) {
      if (left > right) left = parent(shapes, left); else right = parent(shapes, right);
    }
    return left === right ? left : -1;
  }

  function renew() {
    columns.clear();
    documents = null;
  }

  engine.outline = {
    shape: shape, roles: roles, themes: themes, docs: docs, titles: titles, documentOf: documentOf,
    parent: parent, top: top, end: end, head: head, common: common, column: column, renew: renew, MATTER: MATTER, TITLE: TITLE
  };
})(window.kb.engine);
