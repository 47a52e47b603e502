/** Leads from an entry of the check panel to the place in the text. */
import type { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { stretchOfWords } from "./html/plainText.ts";
import type { ProblemPlace } from "./options.ts";

const SHOWN_FOR_MS = 4000;

export function focusProblem(editor: Editor, place: ProblemPlace): boolean {
  const isWords = typeof place === "object" && "start" in place;
  const shown = isWords ? selectWords(editor, place.start, place.end) : selectElement(editor, place);
  if (shown === null) return false;
  editor.view.focus();
  mark(editor, shown);
  return true;
}

type ElementPlace = Exclude<ProblemPlace, { start: number }>;

function find(content: HTMLElement, place: ElementPlace): Element | null {
  if (typeof place === "number") return content.children[place] ?? null;
  const { selector, index } = typeof place === "string" ? { selector: place, index: 0 } : place;
  return content.querySelectorAll(selector)[index] ?? null;
}

function selectElement(editor: Editor, place: ElementPlace): Element | null {
  const element = find(editor.view.dom, place);
  if (element === null) return null;
  const figure = element.closest("figure");
  const position = editor.view.posAtDOM(figure ?? element, 0);
  if (figure !== null) editor.commands.setNodeSelection(position - 1);
  else editor.commands.setTextSelection(position);
  return figure ?? element;
}

/** Words that are no text of the author's own stand for what shows them: a picture, or a table with its caption. */
function selectWords(editor: Editor, start: number, end: number): Element | Range | null {
  const { view } = editor;
  const { doc, tr } = editor.state;
  const found = stretchOfWords(doc, document.implementation.createHTMLDocument(""), start, end);
  if (found === null) return null;
  const node = doc.nodeAt(found.from);
  if (node?.isBlock === true && found.to === found.from + node.nodeSize) {
    view.dispatch(tr.setSelection(NodeSelection.create(doc, found.from)));
    const shown = view.nodeDOM(found.from);
    return shown instanceof Element ? shown : null;
  }
  const selection = TextSelection.between(doc.resolve(found.from), doc.resolve(found.to));
  view.dispatch(tr.setSelection(selection));
  const [from, to] = [view.domAtPos(selection.from), view.domAtPos(selection.to)];
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/** Classes on content would be undone by ProseMirror, so the mark is a frame of its own above the text. */
function mark(editor: Editor, shown: Element | Range): void {
  const host = editor.view.dom.parentElement;
  if (host === null) return;
  const outer = host.getBoundingClientRect();
  const inner = shown.getBoundingClientRect();
  const frame = document.createElement("div");
  frame.className = "editor__problem";
  frame.style.top = `${inner.top - outer.top + host.scrollTop}px`;
  frame.style.left = `${inner.left - outer.left + host.scrollLeft}px`;
  frame.style.width = `${inner.width}px`;
  frame.style.height = `${inner.height}px`;
  host.append(frame);
  frame.scrollIntoView({ block: "center", inline: "nearest" });
  setTimeout(() => frame.remove(), SHOWN_FOR_MS);
}
