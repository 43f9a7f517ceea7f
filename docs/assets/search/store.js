/* Index files: each is one call kbIndex(build, name, crc, payload). A file that is missing, damaged or of another build
   is refused with a code and asked for again at the next query; the others keep working. */
(function (engine) {
  "use strict";
  var folder = engine.root + "search/";
  var kept = new Map();   // name -> promise of a payload
  var build = "";
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

  function load(name) {
    var url = folder + name + ".js" + (build && name !== "dir" ? "?" + build : "");
    return (engine.arrived.has(name) ? Promise.resolve() : engine.script(url)).then(function () {
      var file = engine.arrived.get(name);
      engine.arrived.delete(name);
      if (!file || typeof file.payload !== "string" || crc(file.payload) !== file.sum) {
        throw engine.fault("damaged", name, "检索文件已损坏：search/" + name + ".js，请重新生成网站或重新复制");
      }
      if (build && file.build !== build) {
        throw engine.fault("stale", name, "网站刚刚更新过，请刷新页面后再检索");
      }
      if (name === "dir") build = file.build;
      return file.payload;
    });
  }

  /* Promise of what a file holds; `read` turns its payload into what is kept. */
  function file(name, read) {
    var held = kept.get(name);
    if (!held) {
      held = load(name).then(read || function (payload) { return payload; });
      held.catch(function () { kept.delete(name); });
      kept.set(name, held);
    }
    return held;
  }

  function directory() {
    return file("dir", function (payload) {
      var dir = JSON.parse(payload);
      engine.dir = dir;
      return dir;
    });
  }

  /* Whether a file is here already. */
  function has(name) { return kept.has(name); }

  engine.store = {file: file, has: has, directory: directory, crc: crc};
})(window.kb.engine);
