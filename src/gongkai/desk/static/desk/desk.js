// Keys, confirmations, picking rows: small comforts. Every act works without this file.
(() => {
  "use strict";
  const $ = (query, within = document) => within.querySelector(query);
  const $$ = (query, within = document) => [...within.querySelectorAll(query)];
  const writing = (target) => target.closest("input, textarea, select, [contenteditable=true]");

  document.addEventListener("htmx:configRequest", (event) => {
    const token = $("meta[name=csrf-token]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });

  // Rows: j and k go down and up, Enter opens, x picks.
  const rows = () => $$("table.dense tbody tr[data-open]");
  const at = () => rows().findIndex((row) => row.classList.contains("at"));
  const go = (to) => {
    const all = rows();
    if (!all.length) return;
    all.forEach((row) => row.classList.remove("at"));
    const row = all[Math.max(0, Math.min(all.length - 1, to))];
    row.classList.add("at");
    row.scrollIntoView({ block: "nearest" });
    $("a", row)?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && writing(event.target)) { event.target.blur(); return; }
    if (writing(event.target) || $(".modal.show")) return;
    const acts = {
      "/": () => $("#find")?.focus(),
      j: () => go(at() + 1),
      k: () => go(at() - 1),
      Enter: () => { const row = rows()[at()]; if (row && event.target === document.body) location.assign(row.dataset.open); else return false; },
      x: () => $("input[type=checkbox]", rows()[at()] || document.createElement("div"))?.click(),
      g: () => location.assign("/desk/"),
      "?": () => location.assign("/desk/keys/"),
    };
    const act = acts[event.key];
    if (act && act() !== false) event.preventDefault();
  });

  // Picking: all of the page at once, and how many.
  const count = (form) => {
    const picked = $$("input[name=pick]:checked", form).length;
    $$("[data-picked]", form).forEach((each) => { each.textContent = picked; });
    $$("[data-needs-pick]", form).forEach((each) => { each.disabled = !picked; });
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-bulk]");
    if (!form) return;
    if (event.target.matches("[data-pick-all]")) {
      $$("input[name=pick]", form).forEach((box) => { box.checked = event.target.checked; });
    }
    count(form);
  });
  const prepare = () => $$("form[data-bulk]").forEach(count);
  document.addEventListener("htmx:afterSwap", prepare);

  // A dialog asks before what cannot be taken back; the form then goes as it is.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    const question = button?.dataset.confirm || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      event.preventDefault();
      const dialog = $("#confirm");
      $(".modal-body", dialog).textContent = question;
      const yes = $("[data-yes]", dialog);
      yes.textContent = button?.textContent.trim() || "确定";
      yes.classList.toggle("btn-danger", button?.classList.contains("btn-danger") || button?.classList.contains("btn-outline-danger") || false);
      yes.onclick = () => { form.dataset.confirmed = "1"; window.bootstrap.Modal.getInstance(dialog).hide(); form.requestSubmit(button || undefined); };
      window.bootstrap.Modal.getOrCreateInstance(dialog).show();
      return;
    }
    // One click is one act: a second one waits for the answer to the first.
    if (form.method === "post" && !form.matches("[data-again]")) {
      window.setTimeout(() => $$("button[type=submit]", form).forEach((each) => { each.disabled = true; }), 0);
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) $$("form button[type=submit]").forEach((each) => { each.disabled = false; });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const clear = event.target.closest("[data-clear]");
    if (clear) clear.closest("form").querySelectorAll("input, select").forEach((each) => { each.value = ""; });
  });
  document.addEventListener("change", (event) => { if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit(); });
  prepare();
})();
