/** Describes the selection in the plain words that the toolbar and the desk understand. */
import type { Editor } from "@tiptap/core";
import type { SelectionState } from "./options.ts";

export function selectionState(editor: Editor): SelectionState {
  const heading = editor.getAttributes("heading");
  const paragraph = editor.getAttributes("paragraph");
  return {
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    underline: editor.isActive("underline"),
    subscript: editor.isActive("subscript"),
    superscript: editor.isActive("superscript"),
    heading: (heading["level"] as number | undefined) ?? 0,
    align: (heading["align"] ?? paragraph["align"] ?? null) as string | null,
    indent: paragraph["indent"] === true,
    bulletList: editor.isActive("bulletList"),
    orderedList: editor.isActive("orderedList"),
    blockquote: editor.isActive("blockquote"),
    inTable: editor.isActive("table"),
    link: (editor.getAttributes("link")["href"] as string | undefined) ?? null,
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}
