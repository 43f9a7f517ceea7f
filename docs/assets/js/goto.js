/* "Go to article": 31, 三十一, 第31条, 第二十条之一, 20之1, 20.1 → #t31, #t20.1.
   An amendment, a judicial interpretation number theirs 一、 二、: there 3 is #3. */
(function () {
  "use strict";
  var gy = window.gy;

  function anchor(text) {
    var parts = text.normalize("NFKC").replace(/[第条\s]/g, "").split(/[之.-]/);
    var numbers = parts.map(gy.number);
    if (parts.length > 2 || numbers.some(isNaN)) return "";
    return (gy.one(".gy-article[id]") ? "t" : "") + numbers.join(".");
  }

  function number() {
    return gy.all(".gy-article[id]").length || gy.all(".gy-doc > [data-src][id]").filter(function (block) {
      return /^\d+$/.test(block.id);
    }).length;
  }

  function answer(form) {
    var field = gy.one("input", form);
    var said = gy.one("[role=status]", form);
    var id = anchor(field.value);
    var there = id && document.getElementById(id);
    if (there) {
      said.textContent = "已跳到" + gy.place(id, true);
      if (location.hash === "#" + id) there.scrollIntoView();
      else location.hash = id;
    } else if (id) said.textContent = "没有" + gy.place(id, true) + "（本文共 " + number() + " 条）";
    else said.textContent = "请写条号，如 12、十二、20之1";
  }

  gy.all("[data-gy-goto]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      answer(form);
    });
  });
})();
