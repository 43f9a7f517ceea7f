/* The one way to the search engine (docs/assets/search/): its answers in the shape the pages use, its failures as a
   sentence for the reader, in {error}. */
(function () {
  "use strict";
  var gy = window.gy;
  var LONGEST = 1000;  /* characters of a query that go into an address */
  var NAMES = 6;
  var PATIENCE = 120;  /* ms */
  var FAILED = "检索文件没有取到，或者已经损坏。页面上的列表和目录仍可使用。";

  function sentence(error) {
    /* The engine says in Chinese what is missing; anything else is no message for a reader. */
    return error && /[\u4e00-\u9fff]/.test(String(error.message)) ? error.message : FAILED;
  }

  function call(name, query, options) {
    if (!window.kb || !window.kb[name]) return Promise.reject(new Error(FAILED));
    return Promise.resolve().then(function () { return window.kb[name](query, options); });
  }

  /* Names are a help: without them the items still come. */
  function names(query) {
    return query.trim() ? call("names", query, { limit: NAMES }).then(null, function () { return []; }) : Promise.resolve([]);
  }

  function patience() {
    return new Promise(function (resolve) { setTimeout(resolve, PATIENCE, null); });
  }

  /* Promise of the engine's answer with names: […], or of {error, total: 0, hits: [], names}. Names that take long (the
     first query loads them) do not hold up the hits: they follow as the promise {naming}. */
  gy.search = function (query, options) {
    var found = call("search", query, options).then(null, function (error) {
      return { error: sentence(error), total: 0, hits: [] };
    });
    var naming = names(query);
    return Promise.all([found, Promise.race([naming, patience()])]).then(function (both) {
      both[0].names = both[1] || [];
      if (!both[1]) both[0].naming = naming;
      return both[0];
    });
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
