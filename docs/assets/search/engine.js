/* The search engine's door: the only script of it that a page loads at once. Everything else, code and index, is
   fetched with <script> tags at the first query, so that it works over http and from file:// alike.

   window.kb.search(query, options) -> Promise of
     {query, total, exact, hits, scope, widened, notes, facets, further, complete}
       total    exact hits, those of a widened query included; exact: hits of the words as typed
       hits     [{id, url, href, document, documentTitle, title, titleMarks, text, marks, label, path, form, kind,
                  category, year, issuer, edition, role, themes:[{id,name}], scope, near, widened}]
                marks: [[start, end]…] in text (label and children included); near: true after the exact ones
       scope    "phrase" | "item" (all words in one item) | "document" (only in one document)
       widened  [{from, to}] words that were searched as well; undo with {widen: false}
       suggested  a name that may have been meant (one slip away, or in pinyin); its units come first among the near
       notes    [{code, message}] what a reader should know of how the query was understood
       facets   {year, kind, category, …: [{value, label, count}]}; complete: Promise of them with theme, role and
                document, which may need another file
     options {limit: 10, offset: 0, filters: {year, kind, theme, role, document, …: value or [values]},
              sort: "relevance" | "year" | "document", widen: true, quick: false}
              quick: no near hits beside exact ones; `further` then says that there may be some
   window.kb.names(query, {limit: 8}) -> Promise of [{type, id, name, url, href, why}]
   A promise is rejected with an Error that has a code (missing | damaged | stale | code) and a file; asking again
   tries again. */
(function () {
  "use strict";
  var kb = (window.kb = window.kb || {});
  var engine = (kb.engine = kb.engine || {});
  var here = document.currentScript && document.currentScript.src;
  var folder = here ? here.replace(/[?#].*$/, "").replace(/[^/]*$/, "") : "assets/search/";
  var ready = null, programs = {};

  engine.root = new URL("../../", new URL(folder, document.baseURI)).href;
  engine.fault = function (code, file, message) {
    var error = new Error(message);
    error.code = code;
    error.file = file;
    return error;
  };
  engine.script = function (url) {
    return new Promise(function (resolve, reject) {
      var tag = document.createElement("script");
      tag.charset = "utf-8";
      tag.onload = function () { tag.remove(); resolve(); };
      tag.onerror = function () {
        tag.remove();
        reject(engine.fault("missing", url, "检索文件读不到：" + url.replace(engine.root, "")));
      };
      tag.src = url;
      document.head.appendChild(tag);
    });
  };

  /* What the index file that has just run said, until somebody takes it (store.js). */
  engine.arrived = new Map();
  window.kbIndex = function (build, name, sum, payload) {
    engine.arrived.set(name, {build: build, sum: sum, payload: payload});
  };

  /* Promise of a part of the program (scripts/index/program.py): every query needs the first file, few the second. */
  engine.need = function (name) {
    return part(name, ["program", "more"]);
  };

  function part(name, files) {
    if (engine[name]) return Promise.resolve(engine[name]);
    if (!files.length) {
      programs = {};
      return Promise.reject(engine.fault("code", name, "检索程序不完整，请重新生成网站或重新复制"));
    }
    var file = files[0];
    if (!programs[file]) {
      programs[file] = engine.script(engine.root + "search/" + file + ".js");
      programs[file].catch(function () { delete programs[file]; });
    }
    return programs[file].then(function () { return part(name, files.slice(1)); });
  }

  function start() {
    if (!ready) {
      var directory = engine.script(engine.root + "search/dir.js"); // at once, not after the program
      directory.catch(function () { /* store.js asks again and says what is wrong */ });
      ready = engine.need("search").then(function () {
        return directory.catch(function () { /* as above */ });
      });
      ready.catch(function () { ready = null; });
    }
    return ready;
  }

  kb.search = function (query, options) {
    return start().then(function () { return engine.search.search(query, options || {}); });
  };
  kb.names = function (query, options) {
    return start().then(function () { return engine.need("names"); }).then(function (names) {
      return names.find(query, options || {});
    });
  };
})();
