// The editor of a record's text, on Tiptap: headings, lists, tables, pictures, links; paste is cleaned by the
// server, so that what is seen is what is kept. Without scripts the plain text area stays.
(() => {
  "use strict";
  const form = document.querySelector("[data-editor-form]");
  const area = form?.querySelector("textarea[data-editor]");
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
  const say = (words, kind) => {
    const box = document.createElement("div");
    box.className = `alert ${kind}`;
    box.setAttribute("role", kind === "error" ? "alert" : "status");
    box.append(Object.assign(document.createElement("p"), { textContent: words }));
    document.getElementById("messages").replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
  };
  let dirty = false;

  // Attachments: sent at once, with progress; the list and the fingerprint come back.
  const drop = document.querySelector("[data-drop]");
  const send = (files) => {
    for (const file of files) {
      const line = document.createElement("div");
      line.className = "d-flex gap-2 align-items-center justify-content-center mt-1";
      const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
      bar.setAttribute("aria-label", file.name);
      line.append(file.name, bar);
      drop.querySelector("[data-progress]").append(line);
      const data = new FormData();
      data.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", drop.dataset.upload);
      Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; };
      request.onload = () => {
        line.remove();
        if (request.status !== 200) { say(`“${file.name}”没有上传成功，请重试。`, "error"); return; }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        const fresh = answer.getElementById("id_expects");
        if (fresh) { document.getElementById("id_expects").value = fresh.value; fresh.remove(); }
        document.getElementById("files").replaceWith(answer.getElementById("files"));
        window.htmx?.process(document.getElementById("files"));
      };
      request.onerror = () => { line.remove(); say(`“${file.name}”没有上传成功，请检查网络后重试。`, "error"); };
      request.send(data);
    }
  };
  drop?.querySelector("input[type=file]").addEventListener("change", (event) => { send(event.target.files); event.target.value = ""; });
  ["dragover", "dragleave", "drop"].forEach((name) => drop?.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop") send(event.dataTransfer.files);
  }));

  form?.addEventListener("input", () => { dirty = true; });
  form?.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  if (!area || !window.Tiptap) return;

  const { Editor, StarterKit, TableKit, TextAlign, Image, Placeholder, CharacterCount } = window.Tiptap;
  const files = form.dataset.files;
  // Unpublished pictures come from the desk, published ones from the site: the text holds the site's address.
  const shown = (html) => html.replace(/(<img[^>]*src=")\/files\/([0-9a-f]{64})(\.[a-z0-9]+)?"/g, (_, start, sha, end) => `${start}${files}${sha}/?as=${end || ""}"`);
  const kept = (html) => html.replace(/src="[^"]*\/files\/([0-9a-f]{64})\/\?as=(\.[a-z0-9]+)?"/g, (_, sha, end) => `src="/files/${sha}${end || ""}"`);
  // Alignment travels as a class: the site allows no style inside a page.
  const Align = TextAlign.extend({
    addGlobalAttributes() {
      return [{
        types: ["heading", "paragraph"],
        attributes: { textAlign: {
          default: null,
          parseHTML: (element) => (element.classList.contains("align-center") ? "center" : element.classList.contains("align-right") ? "right" : null),
          renderHTML: ({ textAlign }) => (textAlign ? { class: `align-${textAlign}` } : {}),
        } },
      }];
    },
  });
  const box = document.createElement("div");
  box.className = "editor";
  const tools = Object.assign(document.createElement("div"), { className: "tools" });
  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", "排版");
  const page = Object.assign(document.createElement("div"), { className: "document" });
  const foot = Object.assign(document.createElement("div"), { className: "foot" });
  box.append(tools, page, foot);
  area.after(box);
  area.hidden = true;
  area.required = false;

  const clean = async (html) => {
    const answer = await fetch(form.dataset.clean, { method: "POST", headers: { ...headers, "Content-Type": "text/html" }, body: html });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  };
  const editor = new Editor({
    element: page,
    injectCSS: false,
    content: shown(area.value),
    extensions: [
      StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: { openOnClick: false, autolink: false }, codeBlock: false, code: false }),
      TableKit.configure({ table: { resizable: false } }),
      Align.configure({ types: ["heading", "paragraph"], alignments: ["center", "right"] }),
      Image.configure({ inline: false }),
      Placeholder.configure({ placeholder: "在这里录入正文，也可以从 Word、WPS 粘贴。" }),
      CharacterCount,
    ],
    editorProps: {
      attributes: { "aria-label": "正文", role: "textbox", "aria-multiline": "true" },
      // Before the editor reads the clipboard itself: what Word puts there is full of styles that a page here
      // may not apply.
      handleDOMEvents: {
        paste: (view, event) => {
          const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
          const html = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
          if (html) {
            event.preventDefault();
            clean(html)
              .then((tidy) => editor.chain().focus().insertContent(shown(tidy)).run())
              .catch(() => { editor.chain().focus().insertContent(plain).run(); say("粘贴的格式没有整理成功，只粘贴了文字。", "error"); });
            return true;
          }
          if (pictures.length) { event.preventDefault(); pictures.forEach(picture); return true; }
          return false;
        },
      },
    },
    onUpdate: () => { area.value = kept(editor.getHTML()); dirty = true; status(); },
    onSelectionUpdate: () => status(),
  });

  const picture = async (file) => {
    const data = new FormData();
    data.append("file", file);
    const answer = await fetch(form.dataset.pictures, { method: "POST", headers, body: data });
    const told = await answer.json().catch(() => ({ problem: "图片没有上传成功，请重试。" }));
    if (!answer.ok) { say(told.problem, "error"); return; }
    const alt = window.prompt("用一句话写明图片内容（供读屏软件朗读）：", "") || "";
    const end = told.src.slice(told.src.lastIndexOf("."));
    editor.chain().focus().setImage({ src: `${told.shown}?as=${end}`, alt }).run();
  };
  const chooser = Object.assign(document.createElement("input"), { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", hidden: true });
  chooser.setAttribute("aria-label", "选择图片");
  chooser.addEventListener("change", () => { [...chooser.files].forEach(picture); chooser.value = ""; });
  box.append(chooser);

  const link = () => {
    const href = window.prompt("链接地址（留空取消链接）：", editor.getAttributes("link").href || "");
    if (href === null) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    (href.trim() ? chain.setLink({ href: href.trim() }) : chain.unsetLink()).run();
  };
  const run = (act) => () => act(editor.chain().focus()).run();
  const inTable = () => editor.isActive("table");
  const buttons = [
    ["正文", run((c) => c.setParagraph()), () => editor.isActive("paragraph")],
    ["一级标题", run((c) => c.toggleHeading({ level: 2 })), () => editor.isActive("heading", { level: 2 })],
    ["二级标题", run((c) => c.toggleHeading({ level: 3 })), () => editor.isActive("heading", { level: 3 })],
    null,
    ["加粗", run((c) => c.toggleBold()), () => editor.isActive("bold")],
    ["下划线", run((c) => c.toggleUnderline()), () => editor.isActive("underline")],
    ["居中", run((c) => c.setTextAlign("center")), () => editor.isActive({ textAlign: "center" })],
    ["居右", run((c) => c.setTextAlign("right")), () => editor.isActive({ textAlign: "right" })],
    ["取消对齐", run((c) => c.unsetTextAlign())],
    null,
    ["编号", run((c) => c.toggleOrderedList()), () => editor.isActive("orderedList")],
    ["列表", run((c) => c.toggleBulletList()), () => editor.isActive("bulletList")],
    ["链接", link, () => editor.isActive("link")],
    ["图片", () => chooser.click()],
    null,
    ["插入表格", run((c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }))],
    ["加行", run((c) => c.addRowAfter()), null, inTable],
    ["加列", run((c) => c.addColumnAfter()), null, inTable],
    ["删行", run((c) => c.deleteRow()), null, inTable],
    ["删列", run((c) => c.deleteColumn()), null, inTable],
    ["合并拆分", run((c) => c.mergeOrSplit()), null, inTable],
    ["删表", run((c) => c.deleteTable()), null, inTable],
    null,
    ["撤销", run((c) => c.undo())],
    ["重做", run((c) => c.redo())],
  ];
  const made = buttons.map((each) => {
    if (!each) { tools.append(Object.assign(document.createElement("span"), { className: "gap" })); return null; }
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: each[0] });
    button.addEventListener("click", each[1]);
    tools.append(button);
    return { button, pressed: each[2], only: each[3] };
  }).filter(Boolean);
  const status = () => {
    made.forEach(({ button, pressed, only }) => {
      if (pressed) button.setAttribute("aria-pressed", String(pressed()));
      if (only) button.hidden = !only();
    });
    foot.textContent = `${editor.storage.characterCount.characters()} 字`;
  };
  status();
})();
