/* Places in words: t9-k2-x3 ↔ 第九条第二款第三项; numbers in Chinese and Arabic writing.
   A page says its own places in data-cite; this serves what comes without one: the box, search hits. */
(function () {
  "use strict";
  var gy = window.gy;
  var DIGITS = "零一二三四五六七八九";
  var UNITS = { "十": 10, "百": 100, "千": 1000 };
  var IN_PLANS = {
    "": "第{c}部分", s: "（{c}）", n: "第{a}项", m: "（{a}）", o: "（{a}）", i: "第{c}点", p: "第{a}段", f: "附件{a}", tab: "表{a}"
  };
  var IN_LAWS = {
    b: "第{c}编", fb: "第{c}分编", c: "第{c}章", j: "第{c}节", t: "第{c}条", k: "第{c}款", x: "第{c}项", m: "第{c}目",
    "": "第{c}条", s: "（{c}）", n: "第{a}项", p: "第{a}段", f: "附件{a}", tab: "表{a}"
  };

  /* 31 → 三十一; from 10000 on as it stands. */
  gy.chinese = function (number) {
    if (number > 9999) return String(number);
    var text = "";
    String(number).split("").forEach(function (digit, i, all) {
      var place = all.length - 1 - i;
      if (digit !== "0") text += DIGITS[digit] + (["", "十", "百", "千"][place]);
      else if (text && !/零$/.test(text)) text += "零";
    });
    return text.replace(/零$/, "").replace(/^一十/, "十") || "零";
  };

  /* 三十一, 31, ３１, 二〇 → a number; else NaN. */
  gy.number = function (text) {
    var plain = text.normalize("NFKC").replace(/〇/g, "零").replace(/两/g, "二").replace(/廿/g, "二十");
    if (/^\d{1,6}$/.test(plain)) return Number(plain);
    if (!/^[零一二三四五六七八九十百千]+$/.test(plain)) return NaN;
    if (!/[十百千]/.test(plain)) return Number(plain.split("").map(function (c) { return DIGITS.indexOf(c); }).join(""));
    var sum = 0;
    var digit = 0;
    plain.split("").forEach(function (c) {
      if (UNITS[c]) { sum += (digit || 1) * UNITS[c]; digit = 0; } else digit = DIGITS.indexOf(c);
    });
    return sum + digit;
  };

  function segment(part, patterns) {
    var m = /^([a-z]*)(\d+)(?:\.(\d+))?(?:r(\d+))?$/.exec(part);
    if (!m || !patterns[m[1]]) return "";
    if (part === "f0") return "附件说明";
    var said = patterns[m[1]].replace("{a}", m[2]).replace("{c}", gy.chinese(Number(m[2])));
    return said + (m[3] ? "之" + gy.chinese(Number(m[3])) : "") + (m[4] ? "（第" + m[4] + "处）" : "");
  }

  /* An anchor in words; empty for matter that is not cited. */
  gy.place = function (anchor, law) {
    var parts = anchor.split("-");
    return parts.map(function (part) { return segment(part, law ? IN_LAWS : IN_PLANS); }).join("");
  };
})();
