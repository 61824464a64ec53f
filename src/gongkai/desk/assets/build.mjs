// Builds what browsers get from others into ../static/desk/vendor: `npm ci && npm run build`.
// The results are committed, so that nobody needs npm to run Gongkai.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";

const vendor = new URL("../static/desk/vendor/", import.meta.url);
await mkdir(vendor, { recursive: true });
const plain = {
  "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
  "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
};
for (const [from, to] of Object.entries(plain)) {
  const text = await readFile(new URL(`node_modules/${from}`, import.meta.url), "utf8");
  // A source map that is not there would be asked for by every open developer tool.
  await writeFile(new URL(to, vendor), text.replace(/\n?\/[/*]# sourceMappingURL=.*$/m, "\n"));
}
await build({
  entryPoints: ["editor.mjs"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Tiptap",
  target: "es2019",
  legalComments: "none",
  outfile: new URL("tiptap.min.js", vendor).pathname,
});
const licences = ["bootstrap", "htmx.org", "@tiptap/core"];
let text = "";
for (const name of licences) {
  const about = JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, import.meta.url)));
  text += `${about.name} ${about.version}: ${about.license}\n`;
}
await writeFile(new URL("LICENCES.txt", vendor), text);
