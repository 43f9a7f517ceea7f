/* The unit that the address names: all its blocks get the bar in the gutter. */
(function () {
  "use strict";
  var gy = window.gy;

  function anchor() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (error) { return location.hash.slice(1); }
  }

  function show() {
    gy.all(".is-target").forEach(function (block) { block.classList.remove("is-target"); });
    var id = anchor();
    var unit = id && document.getElementById(id);
    if (id && !unit) gy.say("这份文本里没有 #" + id + "，可能已经更名");
    if (!unit || !unit.closest("[data-document]")) return;
    gy.all(".gy-doc > [data-src]").forEach(function (block) {
      var own = block.id || block.getAttribute("data-of") || "";
      if (block.contains(unit) || own === id || own.indexOf(id + "-") === 0) block.classList.add("is-target");
    });
  }

  /* A heading with tools takes the focus when the address names it; the ring would say "pressed", the bar says "here". */
  function calm() {
    var focused = document.activeElement;
    if (focused && focused.id && focused.id === anchor()) focused.blur();
  }

  window.addEventListener("hashchange", function () { show(); setTimeout(calm); });
  window.addEventListener("load", function () { setTimeout(calm); });
  show();
})();
