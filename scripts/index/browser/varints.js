/* Numbers from printable ASCII, as scripts/index/varints.py writes them. */
(function (engine) {
  "use strict";
  var LAST = 70, MORE = 22;
  var value = new Uint8Array(128);
  for (var code = 0x21, at = 0; code < 0x7f; code++) {
    if (code !== 0x27 && code !== 0x5c) value[code] = at++;
  }

  /* The digits of a text as their values: a list that is kept so holds on to no file, and takes a byte a character. */
  function digits(text) {
    var found = new Uint8Array(text.length);
    for (var i = 0; i < found.length; i++) found[i] = value[text.charCodeAt(i)];
    return found;
  }

  /* All numbers of a list of digits. */
  function numbers(list) {
    var found = new Uint32Array(count(list)), at = 0, sum = 0, scale = 1;
    for (var i = 0; i < list.length; i++) {
      var digit = list[i];
      if (digit < LAST) {
        found[at++] = sum + digit * scale;
        sum = 0;
        scale = 1;
      } else {
        sum += digit * scale;
        scale *= MORE;
      }
    }
    return found;
  }

  /* All numbers of a list of places: the digits of two columns (scripts/index/places.py). */
  function places(written) {
    var found = numbers(written.high), low = written.low;
    for (var i = 0; i < found.length; i++) found[i] = found[i] << 6 | low[i];
    return found;
  }

  /* How many numbers a list of digits holds. */
  function count(list) {
    var numbers = 0;
    for (var i = 0; i < list.length; i++) if (list[i] < LAST) numbers++;
    return numbers;
  }

  function decode(text) { return Array.from(numbers(digits(text))); }

  /* A column written as runs -> one number for each of `length` rows. */
  function runs(text, column) {
    var told = numbers(digits(text)), at = 0;
    for (var i = 0; i + 1 < told.length; i += 2) {
      var end = at + told[i + 1] + 1;
      while (at < end) column[at++] = told[i];
    }
    return column;
  }

  engine.varints = {digits: digits, numbers: numbers, places: places, count: count, decode: decode, runs: runs};
})(window.kb.engine);
