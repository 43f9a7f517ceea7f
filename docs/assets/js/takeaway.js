/* What a reader takes along: the hits as a CSV file, and as a list with citations for a document of their own. */
(function () {
  "use strict";
  var gy = window.gy;
  var COLUMNS = ["序号", "文件", "年份", "类型", "单位", "位置", "条目", "角色", "主题", "正文", "出处", "链接"];

  /* A cell that a spreadsheet reads as text: quotes doubled, no formula. */
  function cell(value) {
    var text = String(value === null || value === undefined ? "" : value);
    if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function row(hit, number) {
    var path = gy.hitPath(hit);
    return [
      number + 1, path[0] || "", hit.year || "", hit.kind, hit.issuer, path.slice(1).join(" › "),
      gy.hitTitle(hit).textContent, hit.role,
      (hit.themes || []).map(function (theme) { return theme.name; }).join("、"),
      hit.text, gy.hitCitation(hit), gy.address(hit.url)
    ];
  }

  gy.csv = function (hits) {
    return [COLUMNS].concat(hits.map(row)).map(function (cells) { return cells.map(cell).join(","); }).join("\r\n") + "\r\n";
  };

  /* With a byte order mark, or Excel and WPS would take the file for GBK. */
  gy.download = function (name, text) {
    var address = URL.createObjectURL(new Blob(["\ufeff" + gy.sound(text)], { type: "text/csv;charset=utf-8" }));
    var link = gy.make("a", { href: address, download: name.replace(/[\\/:*?"<>|\s]+/g, "_") });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  };

  gy.hitList = function (hits) {
    return hits.map(function (hit, i) {
      var label = hit.label && hit.text.indexOf(hit.label) !== 0 ? hit.label : "";
      return i + 1 + ". " + label + hit.text.replace(/\s*\n\s*/g, " ") + "——" + gy.hitCitation(hit);
    }).join("\n");
  };
})();
