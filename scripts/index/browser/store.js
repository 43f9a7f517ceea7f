/* Index files: each is one call kbIndex(build, name, crc, payload). A file that is missing, damaged or of another build
   is refused with a code and asked for again at the next query; the others keep working. What was loaded is kept in the
   page, and for the pages after it in this tab's storage, where that is allowed. */
(function (engine) {
  "use strict";
  var LARGEST = 2e5, MOST = 2e6; // characters of one file, and of all, in the tab's storage
  var IN_PAGE = 2e7; // characters of files that the page keeps; beyond, the one asked for longest ago goes
  var PREFIX = "kb-index ";
  var folder = engine.root + "search/";
  var kept = new Map();   // name -> {promise of what its file holds, characters}; asked for longest ago first
  var size = 0;
  var failed = new Map(); // name -> how often; the browser may have kept the bad file, so the next address differs
  var build = "";
  var stored = -1;        // characters in the storage; -1 before the first look
  var table = null;

  function crc(text) {
    if (!table) {
      table = new Int32Array(256);
      for (var n = 0; n < 256; n++) {
        var c = n;
        for (var k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
        table[n] = c;
      }
    }
    var bytes = new TextEncoder().encode(text), sum = -1;
    for (var i = 0; i < bytes.length; i++) sum = (sum >>> 8) ^ table[(sum ^ bytes[i]) & 255];
    return (sum ^ -1) >>> 0;
  }

  function stale(name) { return engine.fault("stale", name, "网站刚刚更新过，请刷新页面后再检索"); }

  function load(name) {
    var held = recall(name);
    if (held !== null) return Promise.resolve(held);
    var marks = [name === "dir" ? "" : build, failed.get(name) || ""].filter(String).join("-");
    var url = folder + name + ".js" + (marks ? "?" + marks : "");
    return (engine.arrived.has(name) ? Promise.resolve() : engine.script(url)).then(function () {
      var file = engine.arrived.get(name);
      engine.arrived.delete(name);
      if (!file || typeof file.payload !== "string" || crc(file.payload) !== file.sum) {
        throw engine.fault("damaged", name, "检索文件已损坏：search/" + name + ".js，请重新生成网站或重新复制");
      }
      if (build && file.build !== build) {
        throw stale(name);
      }
      if (name === "dir") build = file.build; else remember(name, file);
      return file.payload;
    });
  }

  /* --- the tab's storage: a help, never needed ---------------------------------------------------------------------- */
  function recall(name) {
    try {
      var text = name === "dir" ? null : sessionStorage.getItem(PREFIX + build + " " + name);
      if (!text) return null;
      var cut = text.indexOf(" "), payload = text.slice(cut + 1);
      return crc(payload) === Number(text.slice(0, cut)) ? payload : null;
    } catch (error) {
      return null;
    }
  }

  function remember(name, file) {
    try {
      if (stored < 0) clean();
      if (file.payload.length > LARGEST || stored + file.payload.length > MOST) return;
      sessionStorage.setItem(PREFIX + build + " " + name, file.sum + " " + file.payload);
      stored += file.payload.length;
    } catch (error) {
      stored = MOST; // refused or full
    }
  }

  /* Counts what is there; files of another build go. */
  function clean() {
    stored = 0;
    Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf(PREFIX) !== 0) return;
      if (key.indexOf(PREFIX + build + " ") === 0) stored += sessionStorage.getItem(key).length;
      else sessionStorage.removeItem(key);
    });
  }

  /* Promise of what a file holds; `read` turns its payload into what is kept. */
  function file(name, read) {
    var held = kept.get(name);
    if (held) {
      kept.delete(name);
      kept.set(name, held);
      return held.promise;
    }
    held = {promise: null, size: 0};
    held.promise = load(name).then(function (payload) {
      held.size = payload.length;
      size += held.size;
      makeRoom();
      return read ? read(payload) : payload;
    });
    held.promise.catch(function () {
      kept.delete(name);
      failed.set(name, (failed.get(name) || 0) + 1);
    });
    kept.set(name, held);
    return held.promise;
  }

  function makeRoom() {
    kept.forEach(function (old, name) {
      if (size <= IN_PAGE || !old.size || name === "dir") return;
      size -= old.size;
      kept.delete(name);
    });
  }

  function directory() {
    return file("dir", function (payload) {
      engine.dir = JSON.parse(payload);
      if (engine.dir.program !== engine.mark) throw stale("program");
      return engine.dir;
    });
  }

  /* Whether a file is here already. */
  function has(name) { return kept.has(name); }

  /* Forgets everything: the site was built anew while its page stood open. */
  function renew() {
    kept.clear();
    size = 0;
    build = "";
    stored = -1;
    failed.set("dir", (failed.get("dir") || 0) + 1);
    engine.outline.renew();
  }

  engine.store = {file: file, has: has, directory: directory, renew: renew, crc: crc};
})(window.kb.engine);
