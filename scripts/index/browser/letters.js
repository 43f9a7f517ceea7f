/* Texts written in one or two ASCII characters a letter (scripts/index/letters.py); the directory carries the table. */
(function (engine) {
  "use strict";
  var ONE = 62, FIRST = 0x20, LAST = 0x7f;
  var place = new Int8Array(LAST), digits = 0, table = null, read_for = null;
  for (var code = FIRST; code < LAST; code++) place[code] = code === 0x27 || code === 0x5c ? -1 : digits++;

  function read(written) {
    if (read_for !== engine.dir) {
      read_for = engine.dir;
      table = Array.from(engine.dir.letters);
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
