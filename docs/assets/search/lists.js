/* Posting lists: the files of a dictionary, long lists in pieces (scripts/index/lists.py, invert.py). */
(function (engine) {
  "use strict";
  var RECORD = "\x1e", PART = "\x1d", REFERENCE = "\x1c";
  var KEPT = 2e6; // numbers of decoded lists kept in memory
  var decoded = new Map(); // record -> list, the one used longest ago first
  var held = 0;

  function shard(payload) {
    var lists = new Map(), columns = payload.split(PART), first = "";
    var entries = columns[1].split(RECORD), places = columns[2].split(RECORD);
    columns[0].split(RECORD).forEach(function (term, at) {
      if (term[0] === " ") term = first + term.slice(1); else first = String.fromCodePoint(term.codePointAt(0));
      lists.set(term, {term: term, entriesText: entries[at], placesText: places[at]});
    });
    return lists;
  }

  function pieces(payload) { return payload.split(RECORD); }

  function last(firsts, term) {
    var low = 0, high = firsts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (firsts[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /* Promise of the list of a term with its entries decoded, or null where no text holds it. */
  function list(family, firsts, term) {
    var at = last(firsts, term);
    if (at < 0) return Promise.resolve(null);
    return engine.store.file(family + at, shard).then(function (lists) {
      var found = lists.get(term);
      return found ? withEntries(family, found) : null;
    });
  }

  /* Promise of the lists of all pairs that begin with a token. */
  function beginning(token) {
    var from = Math.max(0, last(engine.dir.pairs, token)), to = last(engine.dir.pairs, token + "\uffff"), files = [];
    for (var at = from; at <= to; at++) files.push(engine.store.file("x" + at, shard));
    return Promise.all(files).then(function (shards) {
      var found = [];
      shards.forEach(function (lists) {
        lists.forEach(function (one, term) {
          if (term.lastIndexOf(token, 0) === 0 && (term.length === token.length + 1 || term[token.length] === " ")) found.push(one);
        });
      });
      return Promise.all(found.map(withEntries.bind(null, "x")));
    });
  }

  function references(text) {
    return text.slice(1).split(" ").map(function (reference) { return reference.split(".").map(Number); });
  }

  function piece(family, reference) {
    return engine.store.file(family + "l" + reference[0], pieces).then(function (all) { return all[reference[1]]; });
  }

  /* Promise of a list with its entries decoded; the latest ones are kept. */
  /* The same as list, of the files that are here already: null for any other. */
  function known(term) {
    var at = last(engine.dir.pairs, term);
    return at >= 0 && engine.store.has("x" + at) ? list("x", engine.dir.pairs, term) : Promise.resolve(null);
  }

  function withEntries(family, found) {
    var kept = decoded.get(found);
    if (kept) {
      decoded.delete(found);
      decoded.set(found, kept);
      return Promise.resolve(kept);
    }
    if (found.entriesText[0] !== REFERENCE) return Promise.resolve(keep(found, found.entriesText));
    return Promise.all(references(found.entriesText).map(function (reference) { return piece(family, reference); }))
      .then(function (parts) { return decoded.get(found) || keep(found, parts.join("")); });
  }

  /* Decodes the entries: gap * 2 + lead, then the kind of lead. leads: 0, or 4 + kind. */
  function keep(found, text) {
    var size = engine.varints.count(text), entries = new Uint32Array(size), leads = new Uint8Array(size);
    var at = -1, entry = -1, led = false, numbers = engine.varints.numbers(text);
    for (var i = 0; i < numbers.length; i++) {
      entries[++at] = entry += (numbers[i] >>> 1) + 1;
      if (numbers[i] & 1) { leads[at] = 4 + numbers[++i]; led = true; }
    }
    entries = entries.slice(0, at + 1);
    leads = leads.slice(0, at + 1);
    var list = {term: found.term, count: at + 1, entries: entries, leads: leads, led: led, placesText: found.placesText};
    decoded.set(found, list);
    held += list.count;
    decoded.forEach(function (old, record) {
      if (held > KEPT && old !== list) {
        held -= old.count;
        decoded.delete(record);
      }
    });
    return list;
  }

  /* Promise of [[text, index]…]: the pieces of places that hold the entries numbered first…last in the list. */
  function placePieces(found, wanted) {
    if (found.placesText[0] !== REFERENCE) return Promise.resolve([[found.placesText, 0, found.count]]);
    var all = references(found.placesText);
    var picked = all.map(function (reference, at) {
      return [reference, reference[2], at + 1 < all.length ? all[at + 1][2] : found.count];
    }).filter(function (range) { return wanted(range[1], range[2]); });
    return Promise.all(picked.map(function (range) {
      return piece("x", range[0]).then(function (text) { return [text, range[1], range[2]]; });
    }));
  }

  engine.lists = {
    pair: function (term) { return list("x", engine.dir.pairs, term); },
    single: function (term) { return list("u", engine.dir.singles, term); },
    known: known, beginning: beginning,
    placePieces: placePieces
  };
})(window.kb.engine);
