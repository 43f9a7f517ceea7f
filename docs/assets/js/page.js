/* Small things of a page: print, 公文版式, what folds, what is filtered. */
(function () {
  "use strict";
  var gy = window.gy;

  gy.all("[data-gy-print]").forEach(function (button) { button.addEventListener("click", function () { window.print(); }); });

  /* 公文版式 on screen, remembered. */
  var text = gy.one(".gy-doc");
  function face(official) {
    text.classList.toggle("gy-face-official", official);
    gy.all("[data-gy-face]").forEach(function (button) { button.setAttribute("aria-pressed", String(official)); });
  }
  if (text) face(gy.recall("face") === "official");
  gy.all("[data-gy-face]").forEach(function (button) {
    button.addEventListener("click", function () {
      var official = button.getAttribute("aria-pressed") !== "true";
      face(official);
      gy.keep("face", official ? "official" : "screen");
    });
  });

  /* Wide tables and comparisons print on landscape pages. */
  if (gy.one(".gy-cmp")) document.body.classList.add("gy-wide");

  /* Comparison: only what changed. */
  gy.all("[data-gy-same]").forEach(function (box) {
    var named = location.hash && document.getElementById(location.hash.slice(1));
    function apply() { gy.all(".is-same").forEach(function (row) { row.hidden = box.checked; }); }
    if (named && named.classList.contains("is-same")) box.checked = false;
    box.addEventListener("change", apply);
    apply();
  });

  /* A list of items by role: 全部 | 任务 | 成效 … */
  gy.all("[data-gy-role]").forEach(function (button, _, all) {
    button.addEventListener("click", function () {
      all.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      var role = button.getAttribute("data-gy-role");
      gy.all("li[data-role]").forEach(function (row) { row.hidden = role !== "" && row.getAttribute("data-role") !== role; });
    });
  });
})();
