/* A question in plain words -> the words that say what is asked for, and words that an answer to it holds.
   怎么处理问题线索 -> 处理问题线索; 函询多长时间回复 -> 函询, 回复, and 工作日, 个月… */
(function (engine) {
  "use strict";
  var UNIT = "个?(?:工作日|月|天|日|年(?![轻度])|小时|人次?|名|岁|周岁|次|件|起|种|类|项|步骤?|级|等|档|轮|期|万元)";
  var NUMBER = "(?:多长时间|多长|多久|多少|多大(?:年[龄纪])?|分?几(?=" + UNIT + "|个)|何(?=[时人日]))";
  var WHAT = "什么时候|什么情况下?|什么情形下?|什么(?:规定|作?用|后果)?|怎么办|为何|为什么|哪几[种类个项]"
    + "|哪些(?:人员?|情况|情形)?|哪[个里]|[归向找跟给对让被该]*谁[来去]?";
  var HOW = "(?:怎么样?|怎样|如何)(?:处理|处置|办理|办|规定|开展|进行|做好|做|解决|对待|落实|加强|发挥)?";
  var FILLER = new RegExp("请问|是?什么意思|什么叫|何谓|的(?:定义|含义)|[是有为要由在的]*(?:" + WHAT + "|" + HOW + "|" + NUMBER
    + ")[是为来算]?|是指|(?:包括|包含|分为)$|是否|能否|可否|能不能|可不可以|要不要|有没有|有关|关于"
    + "|应该|应当|需要|可以|必须|[的了吗呢吧]", "g");
  var COUNTED = new RegExp(" (?:" + UNIT + "|个)(?:以?内|以上)?", "g"); // what is left of 几个工作日内
  var EDGE = /^[要应须能会被把将对在向给是有为由还和与及或]+(?=..)|[要应须能会被把将对在是有为由还和与及或]+$/g;
  var ANSWERS = [ // asked so, an answer holds one of these; * stands for a word that is asked about (*? for none)
    [/一次|几次|频次/, ["每季度", "每半年", "每月", "每年", "每周"]],
    [/(?:多久|多长)(?!.*一次)|期间|期限|[几何多少][天日月年时]|几个(?:工作日|月)|多少个|什么时候/,
      ["日内", "工作日", "个月", "小时", "年内", "日起", "日前", "月底前", "满"]],
    [/几个?人|多少人|[几少]名/, ["人以上", "少于", "超过"]],
    [/[几少][件起]|有多少|人次/, ["件次", "人次"]],
    [/多少$|[比例率]/, ["不低于", "不少于", "以上"]],
    [/岁|多大/, ["周岁", "所称*", "*是指"]],
    [/向谁|[找报跟]谁|谁[说报]/, ["立即*", "及时*", "应当*", "向", "上报"]],
    [/谁|哪个(?:部门|单位|机关)/, ["负责", "主管", "由", "*由"]],
    [/能不能|可不可以|[是能可]否|要不要|吗$/, ["不得", "可以", "应当", "禁止"]],
    [/怎么(?:办|处理)$|后果/, ["应当", "可以", "责令", "给予"]],
    [/什么情[况形]|哪些情[况形]/, ["有下列情形*?"]],
    [/哪[些几]|什么(?:情|条件|要求|$)|什么时候/, ["下列", "以下", "包括", "下列*", "*包括"]],
    [/几[种类项级等档]|种类/, ["分为", "*分为", "*的种类", "*等级分为"]],
    [/什么[是叫]|是什么|是指|何谓|哪些人|定义|含义/, ["所称", "是指", "包括", "所称*", "*是指", "*包括"]]
  ];
  // What regulations answer; other questions with 怎么 or 如何 ask for plans as well.
  var RULE = /谁|哪|几|多久|多长|多大|多少|什么|何谓|是否|能否|可否|能不能|要不要|可不可以|吗$|怎么(?:办|处理)$/;
  var TOLD = /(?:什么|哪些)(?:问题|不足|短板|成效|做法|措施|任务|打算|亮点)/; // what plans and reports tell

  function rule(text) { return RULE.test(text) && !TOLD.test(text); }

  /* Words without filler, or null where none of them has any; `units`: 多少日内办结 -> 日内办结. */
  function words(typed, units) {
    var made = [], changed = false;
    typed.forEach(function (word) {
      var text = word.tokens.join("");
      if (word.quoted || /[a-z]/.test(text)) { made.push(word); return; }
      // 多久开一次警示教育大会: its 一次 is no word of the answer
      var left = (/多[久长]/.test(text) ? text.replace("一次", " ") : text).replace(FILLER, " ");
      if (rule(text)) left = left.replace(/要(?![求点素件饭钱账债价害闻道职])|最[长多少迟早低高]|至少|不得超过|每[年月周次]/g, " ");
      left = units ? left.replace(/ 天/g, " 日") : left.replace(COUNTED, " ");
      var parts = left.split(" ").map(function (part) { return part.replace(EDGE, ""); })
        .filter(function (part) { return part.length > 1 || (part && text.length < 4); });
      changed = changed || parts.join("") !== text || parts.length > 1;
      parts.forEach(function (part) { made.push({tokens: engine.tokens.tokens(part), quoted: false}); });
    });
    return changed && made.length ? made : null;
  }

  /* The same in pairs of characters; one over, in the middle or at the end, is left out: 公务员奖励 -> 公务, 奖励. */
  function pairs(words) {
    var made = [];
    words.forEach(function (word) {
      var last = word.tokens.length - 2;
      for (var at = 0; at + 2 <= Math.max(2, last); at += 2) made.push({tokens: word.tokens.slice(at, at + 2)});
      if (last > 0) made.push({tokens: word.tokens.slice(last)});
    });
    return made;
  }

  /* Promise of grade(entry, end) for a question that regulations rather answer, else null: 2 where an entry holds what
     is asked about as an answer words it, 1 where it holds words of an answer, 0 elsewhere. */
  async function answers(text, words) {
    if (!rule(text)) return null;
    var grades = [[], []];
    ANSWERS.forEach(function (row) {
      if (row[0].test(text)) row[1].forEach(function (said) {
        if (said.indexOf("*") < 0) { grades[0].push(said); return; }
        if (said.slice(-2) === "*?") { grades[1].push(said.slice(0, -2)); return; }
        words.forEach(function (word) {
          grades[1].push(said.replace("*", word.tokens.join("")), said.replace("*", word.tokens.slice(-2).join("")));
        });
      });
    });
    var matches = await Promise.all(grades.map(async function (phrases) {
      return engine.match.union(await Promise.all(phrases.map(function (said) {
        return engine.match.phrase(engine.tokens.tokens(said));
      })));
    }));
    function grade(entry, end) {
      return engine.match.within(matches[1].entries, entry, end) ? 2 : engine.match.within(matches[0].entries, entry, end) ? 1 : 0;
    }
    grade.most = matches[1].entries.length ? 2 : 1;
    return grade;
  }

  function asks(text) { return RULE.test(text) || /怎|如何/.test(text); }

  engine.plain = {asks: asks, words: words, pairs: pairs, answers: answers};
})(window.kb.engine);
