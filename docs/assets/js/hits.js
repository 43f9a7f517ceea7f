/* The hits of the search page, as elements. */
(function () {
  "use strict";
  var gy = window.gy;

  function meta(hit) {
    return gy.make("p", { "class": "gy-hit__m" }, [
      hit.year ? gy.make("i", { text: String(hit.year) }) : null,
      hit.kind ? gy.make("i", { "class": "gy-quiet", text: hit.kind }) : null,
      hit.role && hit.role !== "其他" ? gy.make("span", { "class": "gy-tag", text: hit.role }) : null
    ]);
  }

  function path(hit) {
    var steps = gy.hitPath(hit).map(function (step) { return gy.make("span", { text: step }); });
    var themes = (hit.themes || []).map(function (theme) {
      return gy.make("a", { "class": "th", href: gy.address(theme.url || "themes/" + theme.id + ".html"), text: theme.name });
    });
    return gy.make("p", { "class": "gy-hit__p" }, steps.concat(themes));
  }

  gy.hitElement = function (hit, query) {
    var row = gy.make("li", { "class": "gy-hit", "data-item-id": hit.id }, [
      gy.make("a", { "class": "gy-hit__t", href: gy.hitAddress(hit, query) }, [gy.hitTitle(hit)]),
      meta(hit),
      gy.make("p", { "class": "gy-hit__x" }, [gy.hitWords(hit)]),
      path(hit)
    ]);
    row.hit = hit;
    return row;
  };

  gy.nameElement = function (name, query) {
    return gy.make("li", {}, [
      gy.make("span", { "class": "gy-tag", text: name.type || "名称" }), " ",
      gy.make("a", { href: gy.address(name.url) }, [gy.nameWords(name, query)]), " ",
      gy.make("span", { "class": "gy-quiet", text: name.detail || "" })
    ]);
  };

  /* ↑↓ move the focus through the hits, c copies where the hit stands; Enter follows the link as ever. */
  gy.walkHits = function (box, input) {
    function links() { return gy.all(".gy-hit__t", box); }
    function move(step, event) {
      var all = links();
      var at = all.indexOf(document.activeElement);
      if (!all.length || (at < 0 && document.activeElement !== input && document.activeElement !== document.body)) return;
      event.preventDefault();
      if (at + step < 0) input.focus();
      else all[Math.min(at + step, all.length - 1)].focus();
    }
    document.addEventListener("keydown", function (event) {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown") move(1, event);
      else if (event.key === "ArrowUp" && document.activeElement !== input) move(-1, event);
      else if (event.key === "c" && document.activeElement.matches(".gy-hit__t")) {
        var said = gy.hitCitation(document.activeElement.closest(".gy-hit").hit);
        gy.copy(said, "已复制：" + said);
      }
    });
  };
})();
