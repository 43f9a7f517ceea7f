/* Text -> tokens, the same as scripts/index/tokens.py; tests/index/tokens.json holds the cases for both. */
(function (engine) {
  "use strict";
  var BREAK = "。";
  var BREAKS = "。;!?\n\r";
  var TRANSPARENT = "“”„‟‘’‚‛\"'`´′″「」『』﹁﹂﹃﹄《》〈〉«»‹›、.·•・‧﹑";
  var OPENING = "([{〔【〖〘〚";
  var CLOSING = ")]}〕】〗〙〛";
  var DASHES = "-‐‑‒–—―−~～〜";
  var INVISIBLE = /[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;
  var LETTERS = "a-z\\u00df-\\u00f6\\u00f8-\\u024f\\u0370-\\u03ff\\u0400-\\u052f";
  var TOKEN = new RegExp("[0-9]+|[" + LETTERS + "]+|-+|[^ ]", "gu");
  var WORD = new RegExp("^[0-9" + LETTERS + "]", "u");
  var folds = new Map();

  function role(char) {
    if (BREAKS.indexOf(char) >= 0) return BREAK;
    if (TRANSPARENT.indexOf(char) >= 0 || INVISIBLE.test(char)) return " ";
    if (OPENING.indexOf(char) >= 0) return "(";
    if (CLOSING.indexOf(char) >= 0) return ")";
    return DASHES.indexOf(char) >= 0 ? "-" : char;
  }

  function fold(char) {
    var folded = folds.get(char);
    if (folded === undefined) {
      folded = Array.from(char.normalize("NFKC").toLowerCase(), role).join("");
      folds.set(char, folded);
    }
    return folded;
  }

  /* [[token, start, end]…], BREAK included; places are UTF-16 offsets of text. */
  function spans(text) {
    var folded = "", starts = [], ends = [], at = 0;
    for (var char of text) {
      var part = fold(char);
      folded += part;
      for (var unit = 0; unit < part.length; unit++) { starts.push(at); ends.push(at + char.length); }
      at += char.length;
    }
    var found = [], match;
    TOKEN.lastIndex = 0;
    while ((match = TOKEN.exec(folded))) {
      var token = match[0][0] === "-" ? "-" : match[0];
      found.push([token, starts[match.index], ends[match.index + match[0].length - 1]]);
    }
    return found;
  }

  function tokens(text) {
    return spans(text).map(function (span) { return span[0]; });
  }

  function isWord(token) { return WORD.test(token); }

  function gram(first, second) {
    return isWord(first) || isWord(second) ? first + " " + second : first + second;
  }

  engine.tokens = {BREAK: BREAK, spans: spans, tokens: tokens, gram: gram, isWord: isWord};
})(window.kb.engine);
