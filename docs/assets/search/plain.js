/* A question in plain words -> the words that say what is asked for, and words that an answer to it holds.
   怎么处理问题线索 -> 处理问题线索; 函询多长时间回复 -> 函询, 回复, and 工作日, 个月… */
(function (engine) {
  "use strict";
  var ASKED = "(?:多长时间|多少|多久|多长|几|何)(?:天|日|个月|个工作日|年|时|人|个人|名|岁|周岁|次|件|种|类|项|个|岗位)?(?:内|一次)?";
  var FILLER = new RegExp("请问|是?什么意思|(?:是|有|为|要|由|在|的)*(?:什么时候|什么情况下?|什么情形下?|什么|怎么办|怎么样?|怎样|如何|为何|为什么|" +
    "哪几[种类个项]?|哪些(?:人员?|情况|情形|单位)?|哪[个里]|谁|" + ASKED + ")[是为来]?|是指|是否|能否|可否|能不能|可不可以|要不要|有没有|有关|关于|应该|应当|需要|可以|必须|[的了吗呢吧]", "g");
  var EDGE = /^[要应须能会被把将对在向给是有为由还和与及或]+(?=..)|[要应须能会被把将对在是有为由还和与及或]+$/g;
  var ANSWERS = [
    [/多久|多长|期间|[几何多少][天日月年时]|几个月|什么时候|几?次/, ["日内", "工作日", "个月", "小时", "年内", "日起", "满"]],
    [/几个?人|多少人|几名/, ["人以上", "少于"]],
    [/多少岁|几岁/, ["周岁"]],
    [/哪[些几]|什么情[况形]|什么时候/, ["下列", "以下", "包括", "分为"]],
    [/什么是|是什么|是指|哪些人/, ["所称", "是指", "包括"]]
  ];

  /* Words without filler, or null where none of them has any. */
  function words(typed) {
    var made = [], changed = false;
    typed.forEach(function (word) {
      var text = word.tokens.join("");
      if (word.quoted || /[a-z]/.test(text)) { made.push(word); return; }
      var parts = text.replace(FILLER, " ").split(" ").map(function (part) { return part.replace(EDGE, ""); })
        .filter(function (part) { return part.length > 1 || (part && text.length < 4); });
      changed = changed || parts.join("") !== text || parts.length > 1;
      parts.forEach(function (part) { made.push({tokens: engine.tokens.tokens(part), quoted: false}); });
    });
    return changed && made.length ? made : null;
  }

  /* Promise of test(entry): whether it holds words that an answer to such a question holds; null where none is known. */
  async function answers(text) {
    var wanted = [];
    ANSWERS.forEach(function (row) { if (row[0].test(text)) wanted = wanted.concat(row[1]); });
    if (!wanted.length) return null;
    var match = engine.match.union(await Promise.all(wanted.map(function (word) {
      return engine.match.phrase(engine.tokens.tokens(word));
    })));
    return function (entry, end) { return engine.match.within(match.entries, entry, end || entry + 1); };
  }

  engine.plain = {words: words, answers: answers};
})(window.kb.engine);
