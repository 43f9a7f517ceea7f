/* Texts written in one or two ASCII characters a letter or piece (scripts/index/letters.py); the directory carries the
   table. */
(function (engine) {
  "use strict";
  var ONE = 62, FIRST = 0x20, LAST = 0x7f;
  var place = new Int8Array(LAST), digits = 0, table = null, read_for = null;
  for (var code = FIRST; code < LAST; code++) place[code] = code === 0x27 || code === 0x5c ? -1 : digits++;

  /* Letters and pieces in the order of their codes: those of one digit, then all others. */
  function inOrder(dir) {
    var known = Array.from(dir.letters), numbers = engine.varints.decode(dir.pieces), count = numbers.length / 2;
    var total = known.length + count, first = 0, short = engine.varints.decode(dir.short);
    for (var at = 0; at < count; at++) {
      first = (first + numbers[at]) % total;
      known.push(known[first] + known[numbers[count + at]]);
    }
    var others = new Set(known.keys());
    short.forEach(function (number) { others.delete(number); });
    return short.concat(Array.from(others)).map(function (number) { return known[number]; });
  }

  function read(written) {
    if (read_for !== engine.dir) {
      read_for = engine.dir;
      table = inOrder(engine.dir);
    }
    var found = "";
    for (var at = 0; at < written.length; at++) {
      var code = written.charCodeAt(at);
      if (code < FIRST || code >= LAST) { found += written[at]; continue; }
      var first = place[code];
      if (first >= ONE) first = ONE + (first - ONE) * digits + place[written.charCodeAt(++at)];
      found += table[first];
    }
    return found;
  }

  engine.letters = {read: read};
})(window.kb.engine);
