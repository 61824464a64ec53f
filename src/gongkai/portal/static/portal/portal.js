// Reading aids and suggestions. Every page is whole without this script.
(function () {
  "use strict";
  const root = document.documentElement, kept = "gongkai-reading", modes = ["large", "contrast", "reading"];
  let chosen = {};
  try { chosen = JSON.parse(localStorage.getItem(kept)) || {}; } catch (problem) { chosen = {}; }
  root.classList.add("js");
  modes.forEach((mode) => root.classList.toggle(mode, Boolean(chosen[mode])));

  function press(button) { button.setAttribute("aria-pressed", String(root.classList.contains(button.dataset.tool))); }

  function toggle(button) {
    const mode = button.dataset.tool;
    chosen[mode] = root.classList.toggle(mode);
    try { localStorage.setItem(kept, JSON.stringify(chosen)); } catch (problem) { /* nothing is kept in private windows */ }
    press(button);
  }

  function showKeys(shown) {
    document.getElementById("keys").hidden = !shown;
    document.querySelector("[data-tool=keys]").setAttribute("aria-expanded", String(shown));
  }

  function suggest(input) {
    const list = document.createElement("ul");
    let timer = 0, at = -1, asked = "";
    list.className = "suggest"; list.id = input.id + "-list"; list.hidden = true;
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "检索提示");
    input.setAttribute("role", "combobox"); input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false"); input.setAttribute("aria-controls", list.id);
    input.form.append(list);
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const pick = (option) => { input.value = option.textContent; close(); input.form.submit(); };
    const show = (phrases) => {
      list.replaceChildren(...phrases.map((phrase, n) => {
        const option = document.createElement("li");
        option.id = list.id + n; option.textContent = phrase; option.setAttribute("role", "option");
        option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(option); });
        return option;
      }));
      list.hidden = !phrases.length; at = -1; input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const move = (step) => {
      const options = [...list.children];
      at = (at + step + options.length + 1) % (options.length + 1);
      options.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      if (options[at]) input.setAttribute("aria-activedescendant", options[at].id); else input.removeAttribute("aria-activedescendant");
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        asked = input.value.trim();
        if (!asked) return close();
        try {
          const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(asked));
          if (answer.ok && asked === input.value.trim()) show((await answer.json()).phrases);
        } catch (problem) { close(); }
      }, 180);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      if (event.key === "Escape") close();
      if (event.key === "Enter" && list.children[at]) { event.preventDefault(); pick(list.children[at]); }
    });
    input.addEventListener("blur", close);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-tool]").forEach((button) => {
      const tool = button.dataset.tool;
      if (modes.includes(tool)) press(button);
      button.addEventListener("click", () => {
        if (tool === "print") window.print();
        else if (tool === "keys") showKeys(document.getElementById("keys").hidden);
        else toggle(button);
      });
    });
    document.querySelectorAll("[data-suggest]").forEach(suggest);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const act = {
      "1": () => { location.href = "/"; },
      "2": () => document.getElementById("q").focus(),
      "/": () => document.getElementById("q").focus(),
      "3": () => document.getElementById("main").focus(),
      "4": () => { location.href = "/map/"; },
      Escape: () => showKeys(false),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
