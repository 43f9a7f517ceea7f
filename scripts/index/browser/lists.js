/* Posting lists: the files of a dictionary, long lists in files of their own (scripts/index/lists.py, invert.py). */
(function (engine) {
  "use strict";
  var RECORD = "\x1e", PART = "\x1d";
  var KEPT = 2e6; // numbers of decoded lists kept in memory
  var decoded = new Map(); // term with family -> list, the one used longest ago first
  var held = 0;
  var told = null, families = null; // what the directory says, read once for each directory

  function spelled(column, each) {
    var first = "";
    if (column) column.split(RECORD).forEach(function (term, at) {
      if (term[0] === " ") term = first + term.slice(1); else first = String.fromCodePoint(term.codePointAt(0));
      each(term, at);
    });
  }

  function shard(payload) {
    var lists = new Map(), columns = payload.split(PART), start = 0;
    var entries = columns[1].split(RECORD), high = columns[2].split(RECORD);
    spelled(columns[0], function (term, at) {
      lists.set(term, {entries: entries[at], places: {high: high[at], low: columns[3], start: start}});
      start += engine.varints.count(high[at]);
    });
    return lists;
  }

  /* {firsts, long: term -> {bits, first, entries, places: [[file, entries before]…]}} of pairs (x) or tokens (u). */
  function family(name) {
    if (told !== engine.dir) {
      told = engine.dir;
      families = {x: read(told.pairs), u: read(told.singles)};
      decoded.clear();
      held = 0;
    }
    return families[name];
  }

  function read(common) {
    var numbers = engine.varints.decode(common.numbers), long = new Map(), at = 0, first = 0;
    spelled(common.terms, function (term) {
      var one = {bits: numbers[at], first: first, entries: numbers[at + 1], places: []}, count = numbers[at + 2], start = 0;
      at += 3;
      for (var piece = 0; piece < count; piece++) {
        if (piece) start += numbers[at++];
        one.places.push([first + one.entries + piece, start]);
      }
      first += one.entries + count;
      long.set(term, one);
    });
    return {firsts: common.firsts, long: long};
  }

  function last(firsts, term) {
    var low = 0, high = firsts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (firsts[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function piece(name, file, read) { return engine.store.file(name + "l" + file, read); }

  function placesOf(payload) {
    var columns = payload.split(PART);
    return {high: columns[0], low: columns[1], start: 0};
  }

  /* Promise of the list of a term with its entries decoded, or null where no text holds it. */
  function list(name, term) {
    var known = family(name), apart = known.long.get(term), kept = decoded.get(name + term), pieces = [];
    if (kept) {
      decoded.delete(name + term);
      decoded.set(name + term, kept);
      return Promise.resolve(kept);
    }
    if (apart && apart.entries) {
      for (var at = 0; at < apart.entries; at++) pieces.push(piece(name, apart.first + at));
      return Promise.all(pieces).then(function (texts) { return keep(name, term, texts.join(""), null, apart); });
    }
    at = last(known.firsts, term);
    if (at < 0) return Promise.resolve(null);
    return engine.store.file(name + at, shard).then(function (lists) {
      var found = lists.get(term);
      return found ? keep(name, term, found.entries, found.places, apart) : null;
    });
  }

  /* Promise of the lists of all pairs that begin with a token. */
  function beginning(token) {
    var known = family("x"), files = [], terms = new Set();
    var from = Math.max(0, last(known.firsts, token)), to = last(known.firsts, token + "\uffff");
    function note(_, term) {
      if (term.lastIndexOf(token, 0) === 0 && (term.length === token.length + 1 || term[token.length] === " ")) terms.add(term);
    }
    known.long.forEach(note);
    for (var at = from; at <= to; at++) files.push(engine.store.file("x" + at, shard));
    return Promise.all(files).then(function (shards) {
      shards.forEach(function (lists) { lists.forEach(note); });
      return Promise.all(Array.from(terms, list.bind(null, "x")));
    });
  }

  /* The same as list, of the files that are here already: null for any other. */
  function known(term) {
    var apart = family("x").long.get(term), at = last(family("x").firsts, term);
    var here = decoded.has("x" + term) || !(apart && apart.entries) && at >= 0 && engine.store.has("x" + at);
    return here ? list("x", term) : Promise.resolve(null);
  }

  /* Decodes the entries: gap * 2 + lead, then the kind of lead. leads: 0, or 4 + kind. */
  function keep(name, term, text, places, apart) {
    var kept = decoded.get(name + term); // asked for twice at a time
    if (kept) return kept;
    var size = engine.varints.count(text), entries = new Uint32Array(size), leads = new Uint8Array(size);
    var at = -1, entry = -1, led = false, numbers = engine.varints.numbers(text);
    for (var i = 0; i < numbers.length; i++) {
      entries[++at] = entry += (numbers[i] >>> 1) + 1;
      if (numbers[i] & 1) { leads[at] = 4 + numbers[++i]; led = true; }
    }
    kept = {count: at + 1, entries: entries.slice(0, at + 1), leads: leads.slice(0, at + 1), led: led,
      places: places, pieces: apart ? apart.places : []};
    decoded.set(name + term, kept);
    held += kept.count;
    decoded.forEach(function (old, key) {
      if (held > KEPT && old !== kept) {
        held -= old.count;
        decoded.delete(key);
      }
    });
    return kept;
  }

  /* Promise of [[numbers, index]…]: the pieces of the places of a pair, those for whose entries `wanted(from, to)` holds.
     With `here`, only those that are here already. */
  function placePieces(found, wanted, here) {
    if (!found.pieces.length) return Promise.resolve([[engine.varints.places(found.places), 0]]);
    return Promise.all(found.pieces.filter(function (one, at) {
      var next = found.pieces[at + 1];
      return wanted(one[1], next ? next[1] : found.count) && !(here && !engine.store.has("xl" + one[0]));
    }).map(function (one) {
      return piece("x", one[0], placesOf).then(function (places) { return [engine.varints.places(places), one[1]]; });
    }));
  }

  /* What it takes to fetch the list of a pair: {bits: of its length, 0 if short, files: of its own}. */
  function cost(term) {
    var apart = family("x").long.get(term);
    return apart ? {bits: apart.bits, files: apart.entries + apart.places.length} : {bits: 0, files: 0};
  }

  engine.lists = {
    pair: list.bind(null, "x"), single: list.bind(null, "u"),
    known: known, beginning: beginning, placePieces: placePieces, cost: cost
  };
})(window.kb.engine);
