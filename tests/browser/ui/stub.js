/* A scan over a few items with the interface of the search engine. For these tests only. */
(function () {
  var ITEMS = [
    { id: "yaodian#1-n1", url: "plans/yaodian.html#1-n1", label: "1.", title: "列明巡查清单", text: "列明巡查清单。对照全局确定的二十六项站务，逐项写清责任班组、完成时间和查看方式，每季度更新一回；清单之外不随意加派检查。", role: "任务", themes: [{ id: "richang", name: "日常监督" }] },
    { id: "yaodian#1-n2", url: "plans/yaodian.html#1-n2", label: "2.", title: "跟进重点工程", text: "跟进重点工程。按照《云川市站点巡查办法》第三条第二款和《站区首问责任制规定》，对三处站厅改造开工前提醒、施工中抽看、完工后回访，防止层层转手、验收走过场。", role: "任务", themes: [] },
    { id: "yaodian#2-s1-n3-i1", url: "plans/yaodian.html#2-s1-n3-i1", label: "一是", title: "", text: "整治重复填表，凡系统里查得到的数字，不再要求班组另报；", role: "问题", themes: [] },
    { id: "yaodian#2-s1-n3-i2", url: "plans/yaodian.html#2-s1-n3-i2", label: "二是", title: "", text: "整治多头检查，同一件事一个季度只看一次，结果各科室共用；", role: "任务", themes: [] },
    { id: "yaodian#2-s1-n3-i3", url: "plans/yaodian.html#2-s1-n3-i3", label: "三是", title: "", text: "整治“指尖上的形式主义”，清理停用、重复的工作群，留下的逐个登记。", role: "任务", themes: [{ id: "xingshi", name: "形式主义整治" }] },
    { id: "yaodian#3-s1", url: "plans/yaodian.html#3-s1", label: "（一）", title: "先学一步", text: "先学一步。每月集中学习一次，先说体会、再说办法；一要学得进，二要用得上，不用形式主义的办法抓学习。", role: "任务", themes: [] },
    { id: "banfa@2023-05-26#t3", url: "regulations/banfa/2023-05-26.html#t3", label: "第三条", title: "", text: "各站应当建立责任清单，逐项写明事项、责任人和完成时间。", role: "规定", themes: [], law: true }
  ];
  for (var i = 0; i < 45; i++) ITEMS.push({ id: "bulk#" + i, url: "plans/yaodian.html#1-n1", label: i + ".", title: "", text: "第" + i + "号站台按月检查灯光。", role: "成效", themes: [] });

  function marks(text, words) {
    var found = [];
    words.forEach(function (word) { for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length]); });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  function hit(item, words, near) {
    return Object.assign({ document: item.id.split("#")[0], marks: marks(item.text, words), near: near, year: item.law ? 2023 : 2022,
      kind: item.law ? "法规" : "工作要点", issuer: "云川市车站服务局纪检组", form: "numbered",
      documentTitle: item.law ? "云川市站点巡查办法" : "2022年站点监督工作要点",
      path: item.law ? ["第二章 清单与巡查"] : ["二、减轻一线负担，整治表面文章"] }, item);
  }

  ITEMS.forEach(function (item) { item.text = item.label + item.text; });

  function facets(hits) {
    function count(get) {
      var sums = {};
      hits.forEach(function (h) { [].concat(get(h)).forEach(function (v) { sums[v] = (sums[v] || 0) + 1; }); });
      return Object.keys(sums).map(function (v) { return { value: v, label: v, count: sums[v] }; });
    }
    return { year: count(function (h) { return h.year; }), role: count(function (h) { return h.role; }), kind: count(function (h) { return h.kind; }),
      theme: count(function (h) { return h.themes.map(function (t) { return t.name; }); }), issuer: count(function (h) { return h.issuer; }) };
  }

  window.asked = [];
  window.kb = { search: function (query, options) {
    window.asked.push(query);
    if (query === "坏了" && !window.mended) return Promise.reject(new Error("检索文件 terms-03.js 没有取到，请重试。"));
    var wait = query === "慢" ? 600 : 5;
    var words = query.normalize("NFKC").split(/\s+/).filter(Boolean);
    var widened = [];
    if (options.widen !== false && words.indexOf("核查") >= 0) { widened = [{ from: "核查", to: "检查" }]; words = words.map(function (w) { return w === "核查" ? "检查" : w; }); }
    var all = ITEMS.filter(function (item) { return words.every(function (w) { return item.text.indexOf(w) >= 0; }); }).map(function (item) { return hit(item, words, false); });
    var f = options.filters || {};
    var kept = all.filter(function (h) {
      return (!f.year || f.year.indexOf(String(h.year)) >= 0) && (!f.role || f.role.indexOf(h.role) >= 0);
    });
    var near = kept.length < 3 && words[0] ? ITEMS.filter(function (item) { return item.text.indexOf(words[0].slice(0, 2)) >= 0 && !kept.some(function (h) { return h.id === item.id; }); })
      .slice(0, 3).map(function (item) { return hit(item, [words[0].slice(0, 2)], true); }) : [];
    var counts = facets(all);
    var late = counts.theme;
    counts.theme = [];
    var further = Boolean(options.quick && kept.length && near.length);
    if (further) near = [];
    var result = { query: query, total: kept.length, exact: kept.length, hits: kept.slice(0, options.limit).concat(near), facets: counts, further: further,
      complete: new Promise(function (resolve) { setTimeout(function () { resolve(Object.assign({}, counts, { theme: late })); }, 60); }),
      widened: widened, notes: [], scope: words.length > 1 ? "item" : "phrase" };
    return new Promise(function (resolve) { setTimeout(function () { resolve(result); }, wait); });
  }, names: function (query) {
    var found = query.indexOf("巡查") >= 0 ? [{ type: "法规", id: "banfa", name: "云川市站点巡查办法", url: "regulations/banfa/2023-05-26.html", why: "" }] : [];
    return Promise.resolve(found);
  } };
})();
