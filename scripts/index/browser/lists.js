/* Posting lists: the files of a dictionary, long lists in files of their own (scripts/index/lists.py, postings.py). */
(function (engine) {
  "use strict";
  var RECORD = "\x1e", PART = "\x1d";
  var ALONE = [[], []];
  var SHORT = 6e6, LONG = 8e6; // bytes of decoded lists kept in memory: of dictionaries, of files of their own
  var short = null, long = null; // term with family -> list
  var told = null, families = null; // what the directory says, read once for each directory

  function spelled(column, each) {
    var first = "";
    if (column) column.split(RECORD).forEach(function (term, at) {
      if (term[0] === " ") term = first + term.slice(1); else first = String.fromCodePoint(term.codePointAt(0));
      each(term, at);
    });
  }

  /* Terms of a dictionary's file and its other columns, which are cut up where a term is asked for: few of them are. */
  function shard(payload) {
    var columns = payload.split(PART), terms = new Map();
    spelled(columns[0], function (term, at) { terms.set(term, at); });
    return {terms: terms, columns: columns};
  }

  /* The list at a place in a dictionary's file. */
  function cut(held, at, apart) {
    var columns = held.columns, high = columns[2].split(RECORD), digits = engine.varints.digits;
    var own = digits(high[at]), start = engine.varints.count(digits(high.slice(0, at).join("")));
    var low = digits(columns[3].slice(start, start + engine.varints.count(own)));
    return decoded(digits(columns[1].split(RECORD)[at]), {high: own, low: low}, apart, beside(columns[4].split(RECORD)[at]));
  }

  /* "党 设工作", around 的建 -> [[党], [设, 工, 作]]: what stands before and behind a pair wherever it stands. */
  function beside(text) {
    return text ? text.split(" ").map(function (side) { return Array.from(side); }) : ALONE;
  }

  /* {firsts, long: term -> {bits, first, entries, places: [[file, entries before]…], around}} of pairs (x) or tokens (u). */
  function family(name) {
    if (told !== engine.dir) {
      told = engine.dir;
      families = {x: read(told.pairs), u: read(told.singles)};
      short = engine.store.keeper(SHORT);
      long = engine.store.keeper(LONG);
    }
    return families[name];
  }

  function read(common) {
    var numbers = engine.varints.decode(common.numbers), around = common.around.split(RECORD);
    var long = new Map(), at = 0, first = 0;
    spelled(common.terms, function (term, place) {
      var one = {bits: numbers[at], first: first, entries: numbers[at + 1], places: [], around: beside(around[place])};
      var count = numbers[at + 2], start = 0;
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

  function placesOf(payload) {
    var columns = payload.split(PART);
    return {high: engine.varints.digits(columns[0]), low: engine.varints.digits(columns[1])};
  }

  /* Names of the files with the entries of a term; none where no text holds it. */
  function filesOf(name, term) {
    var known = family(name), apart = known.long.get(term), at = last(known.firsts, term), names = [];
    if (!apart || !apart.entries) return at < 0 ? names : [name + at];
    for (at = 0; at < apart.entries; at++) names.push(name + "l" + (apart.first + at));
    return names;
  }

  /* Promise of the list of a term with its entries decoded, or null where no text holds it. */
  function list(name, term) {
    var apart = family(name).long.get(term), own = apart && apart.entries;
    var room = own ? long : short, kept = room.get(name + term);
    if (kept) return Promise.resolve(kept);
    var files = filesOf(name, term);
    if (!files.length) return Promise.resolve(null);
    return Promise.all(files.map(function (file) {
      return own ? engine.store.file(file, engine.varints.digits, true) : engine.store.file(file, shard);
    })).then(function (held) {
      var made = room.get(name + term); // asked for twice at a time
      if (made) return made;
      made = own ? decoded(joined(held), null, apart, apart.around)
        : held[0].terms.has(term) ? cut(held[0], held[0].terms.get(term), apart) : null;
      if (made) room.set(name + term, made, made.size);
      return made;
    });
  }

  function joined(pieces) {
    var size = pieces.reduce(function (sum, one) { return sum + one.length; }, 0), all = new Uint8Array(size), at = 0;
    pieces.forEach(function (one) {
      all.set(one, at);
      at += one.length;
    });
    return all;
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
      shards.forEach(function (held) { held.terms.forEach(note); });
      return Promise.all(Array.from(terms, list.bind(null, "x")));
    });
  }

  /* The same as list, of the files that are here already: null for any other. */
  function known(term) {
    var files = filesOf("x", term);
    var here = short.has("x" + term) || long.has("x" + term) || files.length && files.every(engine.store.has);
    return here ? list("x", term) : Promise.resolve(null);
  }

  /* Decodes the entries: gap * 2 + lead, then the kind of lead. leads: 0, or 4 + kind; empty where no entry has one,
     as in most lists. Entries are written over the numbers, which are at least as many. */
  function decoded(digits, places, apart, around) {
    var numbers = engine.varints.numbers(digits), leads = null, at = -1, entry = -1;
    for (var i = 0; i < numbers.length; i++) {
      var number = numbers[i];
      numbers[++at] = entry += (number >>> 1) + 1;
      if (number & 1) {
        if (!leads) leads = new Uint8Array(numbers.length);
        leads[at] = 4 + numbers[++i];
      }
    }
    var count = at + 1;
    return {count: count, entries: leads ? numbers.slice(0, count) : numbers, led: Boolean(leads),
      leads: leads ? leads.slice(0, count) : new Uint8Array(0), places: places, pieces: apart ? apart.places : [],
      around: around,
      size: 4 * count + (leads ? count : 0) + (places ? places.high.length + places.low.length : 0)};
  }

  /* Promise of [[numbers, index]…]: the pieces of the places of a pair, those for whose entries `wanted(from, to)`
     holds. */
  function placePieces(found, wanted) {
    if (!found.pieces.length) return Promise.resolve([[engine.varints.places(found.places), 0]]);
    return Promise.all(found.pieces.filter(function (one, at) {
      var next = found.pieces[at + 1];
      return wanted(one[1], next ? next[1] : found.count);
    }).map(function (one) {
      return engine.store.file("xl" + one[0], placesOf, true).then(function (places) {
        return [engine.varints.places(places), one[1]];
      });
    }));
  }

  /* What it takes to fetch the list of a pair: {bits: of its length, 0 if short, files: of its own, entries: those of them
     with its entries, around: what is known to stand around it}. */
  function cost(term) {
    var apart = family("x").long.get(term);
    return apart ? {bits: apart.bits, files: apart.entries + apart.places.length, entries: apart.entries, around: apart.around}
      : {bits: 0, files: 0, entries: 0, around: ALONE};
  }

  engine.lists = {
    pair: list.bind(null, "x"), single: list.bind(null, "u"),
    known: known, beginning: beginning, placePieces: placePieces, cost: cost
  };
})(window.kb.engine);
