/**
 * From the document to the HTML that is saved and published: tables get thead, tbody and scope, single paragraphs in
 * cells and list items lose their wrapper, and nothing that only the screen of the editor needs remains.
 */
import { DOMSerializer, type Node as DocumentNode } from "@tiptap/pm/model";
import { headerRowCount } from "./tableRows.ts";

export function publicHtml(doc: DocumentNode, document: Document): string {
  const root = serialised(doc, document);
  makePublic(root);
  return root.innerHTML;
}

/** The document as elements, before anything is put in order: its text nodes stand for those of the document. */
export function serialised(doc: DocumentNode, document: Document): HTMLElement {
  const root = document.createElement("div");
  root.append(DOMSerializer.fromSchema(doc.type.schema).serializeFragment(doc.content, { document }));
  return root;
}

export function makePublic(root: HTMLElement): void {
  root.querySelectorAll("figure").forEach(tidyFigure);
  root.querySelectorAll("table").forEach(arrangeTable);
  root.querySelectorAll("td, th, li").forEach(unwrapOnlyParagraph);
  dropTrailingParagraphs(root);
}

function tidyFigure(figure: HTMLElement): void {
  if (figure.querySelector("img[src]") === null) return figure.remove();
  figure.querySelector("img")?.removeAttribute("data-upload");
  const caption = figure.querySelector("figcaption");
  if (caption?.textContent?.trim() === "") caption.remove();
}

function arrangeTable(table: HTMLTableElement): void {
  table.querySelector("caption")?.removeAttribute("contenteditable");
  const rows = [...table.rows];
  const headers = headerRowCount(rows);
  if (headers > 0) {
    const head = table.ownerDocument.createElement("thead");
    head.append(...rows.slice(0, headers));
    table.tBodies[0]?.before(head);
  }
  table.querySelectorAll("th").forEach((cell) => {
    const inHead = cell.closest("thead") !== null;
    const scope = inHead ? (cell.colSpan > 1 ? "colgroup" : "col") : cell.rowSpan > 1 ? "rowgroup" : "row";
    cell.setAttribute("scope", scope);
  });
}

function unwrapOnlyParagraph(box: Element): void {
  const first = box.firstElementChild;
  if (first === null || first.tagName !== "P" || first.attributes.length > 0) return;
  const rest = [...box.children].slice(1);
  const listsFollow = box.tagName === "LI" && rest.every((child) => child.matches("ul, ol"));
  if (rest.length === 0 || listsFollow) first.replaceWith(...first.childNodes);
}

function dropTrailingParagraphs(root: HTMLElement): void {
  for (let last = root.lastElementChild; last !== null; last = root.lastElementChild) {
    if (last.tagName !== "P" || last.childNodes.length > 0) return;
    last.remove();
  }
}
