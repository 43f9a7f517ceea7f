/* The facets of the search page: checkboxes with counts; on a phone a sheet from the lower edge. */
(function () {
  "use strict";
  var gy = window.gy;
  var FIRST = 7;  /* values shown before "另 N 个" */

  /* Name in options and results, name on the page and in the address. */
  gy.FACETS = [
    ["year", "年份"], ["role", "角色"], ["theme", "主题"], ["kind", "类型"], ["issuer", "单位"], ["regulation", "法规"],
    ["document", "文件"]
  ];

  gy.chosenCount = function (chosen) {
    return gy.FACETS.reduce(function (sum, facet) { return sum + (chosen[facet[0]] || []).length; }, 0);
  };

  /* Values with counts; chosen ones stay in sight even where nothing is left of them. */
  function values(counted, chosen) {
    var known = (counted || []).map(function (entry) {
      return { value: String(entry.value), count: entry.count, name: entry.label || String(entry.value) };
    });
    chosen.forEach(function (value) {
      if (!known.some(function (entry) { return entry.value === value; })) known.push({ value: value, count: 0, name: value });
    });
    return known;
  }

  function choice(key, entry, on, change) {
    var box = gy.make("input", { type: "checkbox", name: key, value: entry.value });
    box.checked = on;
    box.addEventListener("change", function () { change(key, entry.value, box.checked); });
    return gy.make("label", {}, [box, gy.make("span", { text: entry.name }), gy.make("i", { text: String(entry.count) })]);
  }

  function fieldset(facet, entries, chosen, opened, change) {
    var set = gy.make("fieldset", { "data-facet": facet[0] }, [gy.make("legend", { text: facet[1] })]);
    var all = opened[facet[0]] || entries.length <= FIRST + 1;
    entries.forEach(function (entry, i) {
      var on = chosen.indexOf(entry.value) >= 0;
      if (all || i < FIRST || on) set.append(choice(facet[0], entry, on, change));
    });
    if (!all) {
      set.append(gy.make("button", {
        type: "button", "class": "gy-more", text: "另 " + (entries.length - FIRST) + " 个",
        click: function () { opened[facet[0]] = true; set.replaceWith(fieldset(facet, entries, chosen, opened, change)); }
      }));
    }
    return set;
  }

  var opened = {};  /* facets shown whole stay so while the reader narrows down */

  gy.showFacets = function (box, counted, chosen, change) {
    var focused = box.contains(document.activeElement) && document.activeElement;
    var key = focused && focused.name;
    var value = focused && focused.value;
    gy.empty(box);
    gy.FACETS.forEach(function (facet) {
      var picked = chosen[facet[0]] || [];
      var entries = values(counted[facet[0]], picked);
      if (entries.length) box.append(fieldset(facet, entries, picked, opened, change));
    });
    if (key) {
      var again = gy.all("input", box).filter(function (input) { return input.name === key && input.value === value; })[0];
      if (again) again.focus();
    }
  };

  /* --- the sheet ---------------------------------------------------------------------------------------------------------- */
  var sheet = gy.one(".gy-facets");
  if (!sheet) return;
  var openers = gy.all("[data-gy-sheet]");

  function toggle(on, opener) {
    sheet.classList.toggle("is-open", on);
    openers.forEach(function (button) { button.setAttribute("aria-expanded", String(on)); });
    if (on) gy.one("input, button", sheet).focus();
    else if (opener) opener.focus();
  }

  openers.forEach(function (button) {
    button.addEventListener("click", function () { toggle(!sheet.classList.contains("is-open"), openers[openers.length - 1]); });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && sheet.classList.contains("is-open")) toggle(false, openers[openers.length - 1]);
  });
  document.addEventListener("mousedown", function (event) {
    var open = sheet.classList.contains("is-open");
    if (open && !sheet.contains(event.target) && !event.target.closest("[data-gy-sheet]")) toggle(false);
  });
})();
