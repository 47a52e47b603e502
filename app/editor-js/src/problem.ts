/** Leads from an entry of the check panel to the place in the text. */
import type { Editor } from "@tiptap/core";
import type { ProblemPlace } from "./options.ts";

const SHOWN_FOR_MS = 4000;

function find(content: HTMLElement, place: ProblemPlace): Element | null {
  if (typeof place === "number") return content.children[place] ?? null;
  const { selector, index } = typeof place === "string" ? { selector: place, index: 0 } : place;
  return content.querySelectorAll(selector)[index] ?? null;
}

export function focusProblem(editor: Editor, place: ProblemPlace): boolean {
  const element = find(editor.view.dom, place);
  if (element === null) return false;
  const figure = element.closest("figure");
  const position = editor.view.posAtDOM(figure ?? element, 0);
  if (figure !== null) editor.commands.setNodeSelection(position - 1);
  else editor.commands.setTextSelection(position);
  editor.view.focus();
  const shown = figure ?? element;
  shown.scrollIntoView({ block: "center" });
  mark(editor, shown);
  return true;
}

/** Classes on content would be undone by ProseMirror, so the mark is a frame of its own above the text. */
function mark(editor: Editor, shown: Element): void {
  const host = editor.view.dom.parentElement;
  if (host === null) return;
  const outer = host.getBoundingClientRect();
  const inner = shown.getBoundingClientRect();
  const frame = document.createElement("div");
  frame.className = "editor__problem";
  frame.style.top = `${inner.top - outer.top + host.scrollTop}px`;
  frame.style.left = `${inner.left - outer.left}px`;
  frame.style.width = `${inner.width}px`;
  frame.style.height = `${inner.height}px`;
  host.append(frame);
  setTimeout(() => frame.remove(), SHOWN_FOR_MS);
}
