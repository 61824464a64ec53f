// The parts of Tiptap that the desk's editor is made of; ../static/desk/editor.js puts them together.
export { Editor } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
export { TableKit } from "@tiptap/extension-table";
export { TextAlign } from "@tiptap/extension-text-align";
export { Image } from "@tiptap/extension-image";
export { Placeholder, CharacterCount } from "@tiptap/extensions";
