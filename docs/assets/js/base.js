/* What every script of ours builds on: elements, messages, copying, storage, the root of the site.
   Guarantees: text becomes text, never markup; nothing here fails where storage or the clipboard is refused. */
(function () {
  "use strict";
  var gy = window.gy = {};

  /* Root of the site, from this script's own address: right at any sub-path and on file://. */
  gy.root = document.currentScript.src.replace(/assets\/js\/base\.js.*$/, "");

  gy.one = function (selector, within) { return (within || document).querySelector(selector); };
  gy.all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  /* An element with its attributes and children (elements, strings, or nothing). */
  gy.make = function (tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (name === "text") element.textContent = value;
      else if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    });
    (children || []).forEach(function (child) { if (child) element.append(child); });
    return element;
  };

  gy.empty = function (element) {
    while (element.firstChild) element.removeChild(element.firstChild);
    return element;
  };

  /* One polite live region for every "已复制". It stays in the page, so that its changes are read out. */
  var toast = gy.make("p", { "class": "gy-toast", role: "status" });
  var fading;
  document.body.append(toast);
  gy.say = function (text) {
    toast.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(function () { toast.textContent = ""; }, 2600);
  };

  /* The way of old browsers, and of all on plain http at an intranet name, where navigator.clipboard does not exist. */
  function copyBySelection(text) {
    var before = document.activeElement;
    var field = gy.make("textarea", { readonly: true, "aria-hidden": "true", style: "position:fixed;top:0;left:0;opacity:0" });
    field.value = text;
    document.body.append(field);
    field.select();
    field.setSelectionRange(0, text.length);
    var copied = false;
    try { copied = document.execCommand("copy"); } catch (error) { copied = false; }
    field.remove();
    if (before && before.focus) before.focus({ preventScroll: true });
    return copied;
  }

  gy.copy = function (text, done) {
    function fallback() {
      if (copyBySelection(text)) gy.say(done);
      else window.prompt("浏览器不许自动复制，请按 Ctrl+C：", text);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { gy.say(done); }, fallback);
    } else fallback();
  };

  /* Small facts kept in this browser only; without storage they are simply forgotten. */
  gy.recall = function (key) {
    try { return JSON.parse(localStorage.getItem("gy." + key)); } catch (error) { return null; }
  };
  gy.keep = function (key, value) {
    try { localStorage.setItem("gy." + key, JSON.stringify(value)); } catch (error) { /* refused or full: forgotten */ }
  };

  /* Address of this page without query and anchor. */
  gy.here = function () { return location.href.split("#")[0].split("?")[0]; };

  gy.typing = function (target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  };
})();
