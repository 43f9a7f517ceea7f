/* What a reader typed -> words, exclusions and filters. Nothing a reader types is an error. */
(function (engine) {
  "use strict";
  var LONGEST = 1000, MOST_WORDS = 16, MOST_TOKENS = 200;
  var QUOTES = {"\"": "\"", "＂": "＂", "“": "”", "「": "」"};
  var FILTERS = {
    "年份": "year", "年度": "year", "年": "year", "主题": "theme", "类型": "kind", "文种": "kind", "角色": "role",
    "法规": "regulation", "条": "article", "单位": "issuer", "发文单位": "issuer", "文件": "document"
  };
  var PREFIX = /^([\u4e00-\u9fff]{1,4})[:：]/;
  var LETTER = /[\p{L}\p{N}]/u; // punctuation alone is no word
  var DIGITS = "零一二三四五六七八九";

  function parse(text) {
    var parsed = {text: text, words: [], not: [], filters: {}, notes: []};
    if (text.length > LONGEST) {
      parsed.notes.push({code: "long", message: "检索词太长，只按前 " + LONGEST + " 字检索"});
      text = text.slice(0, LONGEST);
    }
    var rest = text.replace(/[\s\u3000]+/g, " ").trim();
    while (rest) rest = take(rest, parsed);
    if (parsed.words.length > MOST_WORDS) {
      parsed.notes.push({code: "words", message: "检索词太多，只用前 " + MOST_WORDS + " 个"});
      parsed.words.length = MOST_WORDS;
    }
    return parsed;
  }

  /* Takes one word off the front; the answer is what is left. */
  function take(rest, parsed) {
    var not = /^[-－−]/.test(rest) && rest.length > 1 && rest[1] !== " ";
    if (not) rest = rest.slice(1);
    var prefix = PREFIX.exec(rest), filter = prefix && FILTERS[prefix[1]];
    if (filter && rest.length > prefix[0].length && rest[prefix[0].length] !== " ") rest = rest.slice(prefix[0].length);
    else filter = "";
    var close = QUOTES[rest[0]], end = close ? rest.indexOf(close, 1) : -1, quoted = end > 0, word;
    if (quoted) {
      word = rest.slice(1, end);
      end++;
    } else {
      end = rest.indexOf(" ");
      if (end < 0) end = rest.length;
      word = rest.slice(0, end);
    }
    if (filter) narrow(parsed.filters, filter, word);
    else add(not ? parsed.not : parsed.words, word, quoted, parsed);
    return rest.slice(end).trim();
  }

  function narrow(filters, name, value) {
    value.split(/[,，、|]/).forEach(function (one) {
      if (one) (filters[name] = filters[name] || []).push(one);
    });
  }

  /* A word is a phrase; 。；！？ in it part it into several. */
  function add(list, word, quoted, parsed) {
    var phrase = [], tokens = engine.tokens.tokens(word);
    if (tokens.length > MOST_TOKENS) {
      tokens.length = MOST_TOKENS;
      parsed.notes.push({code: "long", message: "一个词太长，只按前 " + MOST_TOKENS + " 字检索"});
    }
    tokens.concat([engine.tokens.BREAK]).forEach(function (token) {
      if (token !== engine.tokens.BREAK) { phrase.push(token); return; }
      if (phrase.some(function (one) { return LETTER.test(one); })) list.push({tokens: phrase, quoted: quoted});
      phrase = [];
    });
  }

  /* 31 -> 三十一 */
  function chinese(number) {
    if (!(number > 0 && number < 10000)) return "";
    var units = ["", "十", "百", "千"], text = "", zero = false;
    String(number).split("").forEach(function (digit, at, all) {
      var unit = units[all.length - 1 - at];
      if (digit === "0") { zero = text !== ""; return; }
      text += (zero ? "零" : "") + DIGITS[digit] + unit;
      zero = false;
    });
    return text.replace(/^一十/, "十");
  }

  /* 三十一 -> 31; 0 where it is no number. */
  function arabic(text) {
    if (/^\d+$/.test(text)) return Number(text);
    if (!/^[零〇一二两三四五六七八九十百千]+$/.test(text)) return 0;
    var total = 0, digit = 0;
    for (var char of text.replace(/两/g, "二").replace(/〇/g, "零")) {
      var value = DIGITS.indexOf(char), unit = {"十": 10, "百": 100, "千": 1000}[char];
      if (unit) { total += (digit || 1) * unit; digit = 0; } else digit = value;
    }
    return total + digit;
  }

  /* 第31条, 31条 and 第三十一条 are the same article: every way to write the words. */
  function spellings(tokens) {
    var all = [tokens];
    tokens.forEach(function (token, at) {
      if (/^\d+$/.test(token) && tokens[at + 1] === "条" && chinese(Number(token))) {
        var named = tokens[at - 1] === "第";
        all.push(tokens.slice(0, at).concat(named ? [] : ["第"], chinese(Number(token)).split(""), tokens.slice(at + 1)));
      }
    });
    var ordinal = tokens.indexOf("第"), end = tokens.indexOf("条", ordinal);
    if (ordinal >= 0 && end > ordinal + 1 && /^[零一二三四五六七八九十百千]+$/.test(tokens.slice(ordinal + 1, end).join(""))) {
      var number = arabic(tokens.slice(ordinal + 1, end).join(""));
      if (number) all.push(tokens.slice(0, ordinal + 1).concat([String(number)], tokens.slice(end)));
    }
    return all;
  }

  engine.query = {parse: parse, spellings: spellings, arabic: arabic, chinese: chinese};
})(window.kb.engine);
