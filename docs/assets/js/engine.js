/* The one way to the search engine: answers a query with a result, or with {error} that a reader understands. */
(function () {
  "use strict";
  var gy = window.gy;
  var LONGEST = 1000;  /* characters of a query that go into an address */
  var FAILED = "检索文件没有取到，或者已经损坏。页面上的列表和目录仍可使用。";

  gy.search = function (query, options) {
    var engine = window.kb && window.kb.search;
    if (!engine) return Promise.resolve({ error: FAILED, hits: [], total: 0 });
    return Promise.resolve().then(function () { return engine(query, options); }).then(
      function (result) { return result || { error: FAILED, hits: [], total: 0 }; },
      function (error) {
        /* The engine says in Chinese what is missing; anything else is no message for a reader. */
        var said = error && /[\u4e00-\u9fff]/.test(String(error.message)) ? error.message : "";
        return { error: said || FAILED, hits: [], total: 0 };
      }
    );
  };

  /* Address of a page of ours with a query: "search.html", "plans/x.html#3". */
  gy.address = function (page, entries) {
    var parts = page.split("#");
    var asked = new URLSearchParams();
    (entries || []).forEach(function (entry) { asked.append(entry[0], gy.sound(entry[1].slice(0, LONGEST))); });
    var query = asked.toString();
    return gy.root + parts[0] + (query ? "?" + query : "") + (parts[1] ? "#" + parts[1] : "");
  };
})();
