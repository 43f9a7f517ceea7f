/* Typing in a search box: live, but never while an input method composes. */
(function () {
  "use strict";
  var gy = window.gy;
  var PAUSE = 140;  /* ms without a key before a query goes out */

  /* Calls back with the box's text whenever it rests; the result has now() to ask at once and busy() while composing. */
  gy.live = function (input, ask) {
    var due;
    var composing = false;
    var last = null;

    function now() {
      clearTimeout(due);
      if (composing) return;
      last = input.value;
      ask(input.value);
    }

    function later() {
      clearTimeout(due);
      if (!composing && input.value !== last) due = setTimeout(now, PAUSE);
    }

    input.addEventListener("compositionstart", function () { composing = true; clearTimeout(due); });
    input.addEventListener("compositionend", function () { composing = false; later(); });
    input.addEventListener("input", function (event) { if (!event.isComposing) later(); });
    return {
      now: now,
      busy: function (event) { return composing || Boolean(event && (event.isComposing || event.keyCode === 229)); },
      forget: function () { last = null; }
    };
  };

  /* "/" goes to the search box from anywhere; full-width ／ is the same key under an input method. */
  document.addEventListener("keydown", function (event) {
    if ((event.key !== "/" && event.key !== "／") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || gy.typing(event.target)) return;
    var box = gy.one(".gy-find--big input[type=search]") || gy.one(".gy-find input[type=search]");
    if (!box || !box.offsetParent) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* Recent queries, newest first, in this browser only. */
  var KEPT = 8;
  gy.recent = function () {
    var kept = gy.recall("recent");
    return Array.isArray(kept) ? kept.filter(function (q) { return typeof q === "string" && q; }).slice(0, KEPT) : [];
  };
  gy.remember = function (query) {
    var said = query.trim();
    if (!said || said.length > 200) return;
    gy.keep("recent", [said].concat(gy.recent().filter(function (q) { return q !== said; })).slice(0, KEPT));
  };
})();
