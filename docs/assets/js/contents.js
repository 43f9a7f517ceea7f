/* The table of contents follows the reader: it marks what is being read, opens that branch and keeps it in view.
   Material's own follower listens once for each line, which takes seconds on a law of a thousand articles; this one
   looks up a dozen places when the page has moved. On a narrow screen the contents are a sheet from the right. */
(function () {
  "use strict";
  var gy = window.gy;
  var list = gy.one(".md-sidebar--secondary .gy-contents");
  if (!list) return;
  var LINE = 62;  /* px below the top of the window: what begins above has been reached */
  var box = list.closest(".md-sidebar__scrollwrap");

  function target(link) {
    try { return document.getElementById(decodeURIComponent(link.hash.slice(1))); } catch (error) { return null; }
  }

  var entries = gy.all(".md-nav__link[href]", list).map(function (link) {
    return { link: link, target: target(link) };
  }).filter(function (entry) { return entry.target; });

  function top(entry) { return entry.target.getBoundingClientRect().top; }

  /* The last entry that begins above the line, by halving. */
  function reached() {
    var low = -1;
    var high = entries.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (top(entries[middle]) <= LINE) low = middle;
      else high = middle - 1;
    }
    /* Of several that begin in one line the first: the item, not its 一是. */
    while (low > 0 && sameLine(low, low - 1)) low--;
    return low;
  }

  function sameLine(one, other) { return Math.abs(top(entries[one]) - top(entries[other])) < 12; }

  /* What the address names, while it stands at the line or the page can scroll no further. */
  function named(at) {
    var place = entries.findIndex(function (entry) { return entry.link.hash === location.hash; });
    if (!location.hash || place < 0) return -1;
    var y = top(entries[place]);
    var page = document.documentElement;
    var end = window.pageYOffset + window.innerHeight >= page.scrollHeight - 2;
    return (at >= 0 && sameLine(place, at)) || (end && y > 0 && y < window.innerHeight) ? place : -1;
  }

  var active = null;
  var opened = [];  /* the branches we opened, the inmost first; one that the reader opened stays */

  function mark(link) {
    if (active === link) return;
    if (active) {
      active.classList.remove("md-nav__link--active");
      active.removeAttribute("aria-current");
    }
    active = link;
    unfold(link);
    if (!link) return;
    link.classList.add("md-nav__link--active");
    link.setAttribute("aria-current", "true");
    if (box && box.clientHeight) keepInView(link);
  }

  /* 编, 章 and 节 fold one inside the other: an article is seen when all of them stand open. */
  function branches(link) {
    var own = link && gy.one(":scope > .gy-branch", link.parentNode);
    var found = own ? [own] : [];
    for (var at = link && link.closest(".gy-branch"); at; at = at.parentNode.closest(".gy-branch")) found.push(at);
    return found;
  }

  function unfold(link) {
    var needed = branches(link);
    opened.forEach(function (branch) { if (needed.indexOf(branch) < 0) branch.open = false; });
    opened = needed.filter(function (branch) { return opened.indexOf(branch) >= 0 || !branch.open; });
    opened.forEach(function (branch) { branch.open = true; });
  }

  function keepInView(link) {
    var frame = box.getBoundingClientRect();
    var row = link.getBoundingClientRect();
    if (row.top < frame.top + 30 || row.bottom > frame.bottom - 30) box.scrollTop += row.top - frame.top - frame.height / 2;
  }

  var due = false;
  function look() {
    due = false;
    var at = reached();
    var asked = named(at);
    if (asked >= 0) at = asked;
    mark(at < 0 ? null : entries[at].link);
  }
  function soon() {
    if (due) return;
    due = true;
    window.requestAnimationFrame(look);
  }
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("hashchange", soon);
  window.addEventListener("load", soon);
  soon();

  /* --- the sheet ------------------------------------------------------------------------------------------------------ */
  var opener = gy.one("[data-gy-contents]");
  var sheet = list.closest(".md-sidebar");
  function toggle(on) {
    sheet.classList.toggle("is-open", on);
    opener.setAttribute("aria-expanded", String(on));
    if (on && active) keepInView(active);
  }
  if (!opener) return;
  opener.addEventListener("click", function () { toggle(!sheet.classList.contains("is-open")); });
  list.addEventListener("click", function (event) { if (event.target.closest("a")) toggle(false); });
  window.addEventListener("hashchange", function () { toggle(false); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !sheet.classList.contains("is-open")) return;
    toggle(false);
    opener.focus();
  });
  document.addEventListener("mousedown", function (event) {
    if (!sheet.contains(event.target) && !opener.contains(event.target)) toggle(false);
  });
})();
