/* Index files: each is one call kbIndex(build, name, crc, payload). A file that is missing, damaged or of another build
   is refused with a code and asked for again at the next query; the others keep working. What was loaded is kept in the
   page, and for the pages after it in this tab's storage, where that is allowed. */
(function (engine) {
  "use strict";
  var LARGEST = 2e5, MOST = 2e6; // characters of one file, and of all, in the tab's storage
  // Characters of files that the page keeps: of those that a query needs whole; of others, of which those who asked
  // keep what they needed (lists.js, units.js), so that a query asked again fetches little in a large base, too.
  var WHOLE = 20e6, PARTS = 5e6;
  var SMALL = 6000; // entries of a base whose files are few
  var REST = 500; // milliseconds after which loaded files are stored: storing takes longer than reading them
  var PREFIX = "kb-index ";
  var folder = engine.root + "search/";
  var loading = new Map(); // name -> promise of what its file holds
  var whole = keeper(WHOLE), parts = keeper(PARTS); // name -> the same, when it is here
  var failed = new Map(); // name -> how often; the browser may have kept the bad file, so the next address differs
  var build = "";
  var stored = -1;        // characters in the storage; -1 before the first look
  var waiting = [];       // [name, file]… to be stored
  var table = null, told = null; // of crc; promise of the directory

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
    if (stored >= MOST || file.payload.length > LARGEST) return;
    if (!waiting.length) setTimeout(write, REST);
    waiting.push([name, file]);
  }

  function write() {
    if (!waiting.length) return;
    try {
      if (stored < 0) clean();
      waiting.forEach(function (pair) {
        var payload = pair[1].payload;
        if (pair[1].build !== build || stored + payload.length > MOST) return;
        sessionStorage.setItem(PREFIX + build + " " + pair[0], pair[1].sum + " " + payload);
        stored += payload.length;
      });
    } catch (error) {
      stored = MOST; // refused or full
    }
    waiting = [];
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

  /* What is used again and again: values by name, up to so much weight; beyond, the one used longest ago goes. */
  function keeper(most) {
    var held = new Map(), weight = 0;
    return {
      has: function (name) { return held.has(name); },
      get: function (name) {
        var found = held.get(name);
        if (!found) return null;
        held.delete(name);
        held.set(name, found);
        return found.value;
      },
      set: function (name, value, own) {
        if (held.has(name)) weight -= held.get(name).weight;
        held.delete(name);
        held.set(name, {value: value, weight: own});
        weight += own;
        for (var old of held) {
          if (weight <= most || old[0] === name) break;
          weight -= old[1].weight;
          held.delete(old[0]);
        }
      }
    };
  }

  /* Promise of what a file holds; `read` turns its payload into what is kept. `all`: a query needs the whole of it. */
  function file(name, read, all) {
    var room = all ? whole : parts, held = loading.get(name) || room.get(name);
    if (held) return held;
    var size = 0;
    held = load(name).then(function (payload) {
      size = payload.length;
      return read ? read(payload) : payload;
    });
    loading.set(name, held);
    function loaded() { return loading.get(name) === held && loading.delete(name); } // else all was forgotten meanwhile
    held.then(function () {
      if (loaded()) room.set(name, held, size);
    }, function () {
      loaded();
      failed.set(name, (failed.get(name) || 0) + 1);
    });
    return held;
  }

  function directory() {
    if (told) return told;
    var asked = told = file("dir", function (payload) {
      engine.dir = JSON.parse(payload);
      if (engine.dir.program !== engine.mark) throw stale("program");
      return engine.dir;
    });
    asked.catch(function () { if (told === asked) told = null; });
    return asked;
  }

  /* Whether the base is so small that a query may ask for many of its files. */
  function small() { return engine.dir.entries <= SMALL; }

  /* Whether a file is here already. */
  function has(name) { return loading.has(name) || whole.has(name) || parts.has(name); }

  /* Forgets everything: the site was built anew while its page stood open. */
  function renew() {
    loading.clear();
    whole = keeper(WHOLE);
    parts = keeper(PARTS);
    told = null;
    build = "";
    stored = -1;
    failed.set("dir", (failed.get("dir") || 0) + 1);
    engine.outline.renew();
  }

  addEventListener("pagehide", write); // what the next page needs

  engine.store = {keeper: keeper, file: file, has: has, small: small, directory: directory, renew: renew, crc: crc};
})(window.kb.engine);
