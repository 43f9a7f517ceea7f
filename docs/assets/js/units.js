/* 复制链接 and 复制出处 for every unit of a text.
   On a desk the tools of the block under the pointer stand in the gutter; those of an inline item (一是…) come in a
   bubble at its label. By keyboard: Tab to the unit's first words, Enter to its tools, Esc back. By touch: tap.
   One gutter and one bubble serve the whole page, outside the text, so that nothing moves and nothing is copied along. */
(function () {
  "use strict";
  var gy = window.gy;
  var article = gy.one("[data-document]");
  if (!article) return;
  var law = article.classList.contains("gy-law");
  var desk = window.matchMedia("(min-width: 76.25em)");

  /* 《2020年…工作要点》第三部分第7项第一点; a name inside the name takes 〈〉. */
  function citation(unit) {
    var title = article.getAttribute("data-title").replace(/《/g, "〈").replace(/》/g, "〉");
    var edition = article.getAttribute("data-edition");
    return "《" + title + "》" + (edition ? "（" + edition + "）" : "") + spoken(unit);
  }

  function spoken(unit) { return unit.getAttribute("data-cite") || gy.place(unit.id, law); }

  function button(text, label, press) {
    return gy.make("button", { "class": "gy-btn", type: "button", text: text, title: label, "aria-label": label, click: press });
  }

  function buttons(unit) {
    var said = spoken(unit) || "全文";
    return [
      button("复制链接", "复制链接：" + said, function () { gy.copy(gy.here() + "#" + unit.id, "已复制链接：#" + unit.id); }),
      button("复制出处", "复制出处：" + said, function () { gy.copy(citation(unit), "已复制：" + citation(unit)); })
    ];
  }

  /* The first 款 begins in the line of its article and has no label of its own to point at. */
  function clauseButton(block, unit) {
    var clause = gy.one("span.gy-clause[id]", block);
    if (!clause || spoken(clause) === spoken(unit)) return null;
    return button("第一款", "复制出处：" + spoken(clause), function () { gy.copy(citation(clause), "已复制：" + citation(clause)); });
  }

  var gutter = gy.make("div", { "class": "gy-tools", role: "toolbar", "aria-label": "本处的工具", hidden: true });
  var bubble = gy.make("div", { "class": "gy-bubble", role: "toolbar", "aria-label": "本处的工具", hidden: true });
  var hint = gy.make("span", { id: "gy-tools-hint", hidden: true, text: "按回车键复制链接或出处" });
  article.append(gutter, bubble, hint);
  var origin = null;  /* where Esc leads back to */

  function unitOf(block) {
    return block.id ? block : document.getElementById(block.getAttribute("data-of") || "");
  }

  function showGutter(block) {
    var unit = unitOf(block);
    if (!unit || gutter.unit === unit && gutter.block === block) return;
    gutter.unit = unit;
    gutter.block = block;
    gy.empty(gutter).append.apply(gutter, buttons(unit).concat(clauseButton(block, unit) || []));
    gutter.style.top = block.offsetTop + 5 + "px";
    gutter.hidden = false;
  }

  function light(unit) {
    gy.all(".is-on", article).forEach(function (other) { other.classList.remove("is-on"); });
    if (unit) unit.classList.add("is-on");
  }

  /* At the unit's beginning, or at the line that was tapped; above it unless the bar is in the way. */
  function showBubble(unit, near, line) {
    gy.empty(bubble).append(gy.make("span", { text: spoken(unit) || "全文" }));
    bubble.append.apply(bubble, buttons(unit));
    bubble.unit = unit;
    bubble.hidden = false;
    light(unit);
    var frame = article.getBoundingClientRect();
    var box = near.getClientRects()[0] || near.getBoundingClientRect();
    var top = line === undefined ? box.top : line - 12;
    var above = top - bubble.offsetHeight - 4;
    bubble.style.top = (above < 56 ? (line === undefined ? box.bottom : line + 16) + 4 : above) - frame.top + "px";
    var left = Math.min(box.left - frame.left, frame.width - bubble.offsetWidth - 4);
    bubble.style.left = Math.max(0, left) + "px";
  }

  function hideBubble() {
    if (bubble.hidden) return;
    bubble.hidden = true;
    bubble.unit = null;
    light(null);
  }

  /* --- pointer ------------------------------------------------------------------------------------------------------ */
  var waiting;
  article.addEventListener("mouseover", function (event) {
    if (!desk.matches) return;
    var block = event.target.closest("[data-src]");
    if (block && block.parentNode === article) showGutter(block);
    var label = event.target.closest(".gy-label");
    clearTimeout(waiting);
    if (label) waiting = setTimeout(function () { showBubble(owner(label), label); }, 250);
    else if (block && bubble.unit && !bubble.unit.contains(event.target)) waiting = setTimeout(hideBubble, 300);
  });

  function owner(element) { return element.closest("[id]"); }

  article.addEventListener("click", function (event) {
    if (event.target.closest("a, button, summary, .gy-bubble, .gy-tools")) return;
    var block = event.target.closest("[data-src]");
    var label = event.target.closest(".gy-label");
    var selecting = String(window.getSelection()) !== "";
    if (!block || selecting || (desk.matches && !label)) { hideBubble(); return; }
    var unit = event.target.closest("[data-src] [id], [id][data-src]") || unitOf(block);
    if (!unit || bubble.unit === unit && !label) hideBubble();
    else showBubble(unit, label || block, label ? undefined : event.clientY);
  });

  document.addEventListener("mousedown", function (event) { if (!article.contains(event.target)) hideBubble(); });

  /* --- keyboard ------------------------------------------------------------------------------------------------------- */
  function handleOf(unit) {
    if (!unit.hasAttribute("data-src")) return gy.one(".gy-label", unit);
    return gy.one(".gy-lead, .gy-head, .gy-art, .gy-label", unit) || unit;
  }

  gy.all("[data-cite][id]", article).forEach(function (unit) {
    var handle = handleOf(unit);
    if (!handle || handle.hasAttribute("tabindex")) return;
    handle.setAttribute("tabindex", "0");
    handle.setAttribute("aria-describedby", "gy-tools-hint");
  });

  function openFor(handle) {
    var unit = owner(handle);
    if (!unit) return null;
    if (unit.hasAttribute("data-src") && desk.matches) {
      showGutter(unit);
      return gutter;
    }
    showBubble(unit, handle);
    return bubble;
  }

  /* Tools come with Tab, not with a focus that the address brought. */
  var tabbed = false;
  document.addEventListener("keydown", function (event) { tabbed = event.key === "Tab"; }, true);
  document.addEventListener("mousedown", function () { tabbed = false; }, true);
  article.addEventListener("focusin", function (event) {
    if (tabbed && event.target.matches("[tabindex='0'][aria-describedby]")) openFor(event.target);
  });

  article.addEventListener("keydown", function (event) {
    var box = event.target.closest(".gy-tools, .gy-bubble");
    if (box) walk(box, event);
    else if (event.key === "Enter" && event.target.matches("[tabindex='0'][aria-describedby]")) {
      var opened = openFor(event.target);
      if (!opened) return;
      event.preventDefault();
      origin = event.target;
      gy.one("button", opened).focus();
    } else if (event.key === "Escape") hideBubble();
  });

  function walk(box, event) {
    var all = gy.all("button", box);
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Escape") {
      hideBubble();
      if (origin) origin.focus();
      origin = null;
    }
  }
})();
