/* Entries as they are shown: their texts, with inline children in their places and other children below. */
(function (engine) {
  "use strict";
  var FIELD = "\x1f", RECORD = "\x1e", PART = "\x1d", INLINE = "\x1c";
  var RECENT = 1e6; // characters of entries that are kept when their file is not
  var recent = null, told = null; // entry -> what it shows, of one directory
  var FORMS = ["title", "head", "record", "salutation", "closing", "signature", "table", "section", "numbered", "inline",
    "article", "clause", "subclause", "point", "paragraph", "page"];

  function chunk(payload) {
    var parts = payload.split(PART);
    return {
      documents: parts[0].split(RECORD).map(function (record) {
        var fields = record.split(FIELD);
        return {from: Number(fields[0]), url: fields[1], id: fields[2], title: fields[3], kind: fields[4],
          category: fields[5], year: fields[6] ? Number(fields[6]) : null, issuer: fields[7], edition: fields[8] || ""};
      }),
      paths: parts[1].split(RECORD),
      records: parts[2].split(RECORD), texts: parts[3].split(RECORD)
    };
  }

  function read(held, at) {
    var record = held.records[at];
    if (typeof record !== "string") return record;
    var fields = record.split(FIELD), numbers = engine.varints.decode(fields[2]), path = held.paths[Number(fields[0])];
    return (held.records[at] = {
      path: path ? engine.letters.read(path).split(INLINE) : [], anchor: fields[1], form: FORMS[numbers[0]], up: numbers[1],
      inline: numbers[2] === 1, label: numbers[3], lead: numbers[4], role: engine.dir.roles[numbers[5]],
      themes: numbers.slice(6), text: engine.letters.read(held.texts[at])
    });
  }

  /* The words of the entry at `at`, children included; `next` is one past its last child, `line` ends before children
     that have lines of their own. */
  function whole(held, at) {
    var own = read(held, at), next = at + 1, text = "", line;
    var parts = own.text.split(INLINE);
    parts.forEach(function (part, place) {
      text += part;
      if (place + 1 < parts.length && next < held.records.length) {
        var inner = whole(held, next);
        text += inner.text;
        next = inner.next;
      }
    });
    line = text;
    while (next < held.records.length && read(held, next).up === next - at) {
      var below = whole(held, next);
      text += (text ? "\n" : "") + below.text;
      next = below.next;
    }
    return {text: text, line: line, next: next};
  }

  /* Promise of an entry with its document and its whole text. */
  function unit(entry) {
    if (told !== engine.dir) {
      told = engine.dir;
      recent = engine.store.keeper(RECENT);
    }
    var room = recent, kept = room.get(entry);
    return kept ? Promise.resolve(kept) : fetched(entry).then(function (made) {
      made = JSON.parse(JSON.stringify(made)); // strings of its own: pieces of the file's would hold on to all of it
      room.set(entry, made, made.text.length + made.own.length);
      return made;
    });
  }

  function fetched(entry) {
    var firsts = engine.dir.texts, at = firsts.length - 1;
    while (firsts[at] > entry) at--;
    return engine.store.file("t" + at, chunk).then(function (held) {
      var place = entry - firsts[at], own = read(held, place), owner = held.documents[0];
      held.documents.forEach(function (candidate) { if (candidate.from <= place) owner = candidate; });
      var words = whole(held, place);
      return {
        entry: entry, document: owner, anchor: own.anchor, form: own.form, label: own.label, lead: own.lead,
        role: own.role, themes: own.themes, path: own.path, text: words.text, line: words.line,
        own: own.text.split(INLINE).join(engine.tokens.BREAK)
      };
    });
  }

  engine.units = {unit: unit};
})(window.kb.engine);
