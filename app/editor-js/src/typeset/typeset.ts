/**
 * 一键排版: lays a text out the way GB/T 9704-2012 (党政机关公文格式) asks of official documents, as far as a web page
 * follows it. Works on the elements of one document and changes nothing but layout, headings, blanks and punctuation.
 */
import { INDENT_CLASS } from "../html/allowList.ts";
import { promoteHeadings } from "./headings.ts";
import { tidyPunctuation } from "./punctuation.ts";
import { alignSignature } from "./signature.ts";
import { giveTablesHeaders } from "./tables.ts";

const LINES = "p, h2, h3, h4, figcaption";

export function typeset(root: HTMLElement): void {
  root.querySelectorAll(":scope > p").forEach(splitAtLineBreaks);
  root.querySelectorAll(LINES).forEach(tidyPunctuation);
  removeEmptyParagraphs(root);
  promoteHeadings(root);
  indentBody(root);
  alignSignature(root);
  giveTablesHeaders(root);
}

/** Shift+Enter in body text is meant as a new paragraph nearly always. */
function splitAtLineBreaks(paragraph: Element): void {
  const breaks = [...paragraph.children].filter((child) => child.tagName === "BR");
  for (const lineBreak of breaks) {
    const before = paragraph.cloneNode(false) as Element;
    while (paragraph.firstChild !== lineBreak && paragraph.firstChild !== null) before.append(paragraph.firstChild);
    lineBreak.remove();
    paragraph.before(before);
  }
}

function isEmpty(paragraph: Element): boolean {
  return (paragraph.textContent ?? "").trim() === "" && paragraph.querySelector("img, a") === null;
}

function removeEmptyParagraphs(root: HTMLElement): void {
  for (const paragraph of root.querySelectorAll("p")) {
    const isOnlyChild = paragraph.parentElement !== root && paragraph.parentElement?.childElementCount === 1;
    if (isEmpty(paragraph) && !isOnlyChild) paragraph.remove();
  }
}

/** GB/T 9704-2012 7.3.3: each paragraph of the body starts two characters in; 7.3.2: the addressees stand flush left. */
function indentBody(root: HTMLElement): void {
  const paragraphs = [...root.querySelectorAll(":scope > p")];
  for (const paragraph of paragraphs) {
    const aligned = paragraph.matches(".ta-center, .ta-right");
    const isAddressee = paragraph === firstBodyParagraph(paragraphs) && isAddresseeLine(paragraph.textContent ?? "");
    paragraph.classList.toggle(INDENT_CLASS, !aligned && !isAddressee);
    if (paragraph.classList.length === 0) paragraph.removeAttribute("class");
  }
}

function firstBodyParagraph(paragraphs: readonly Element[]): Element | undefined {
  return paragraphs.find((paragraph) => !paragraph.matches(".ta-center, .ta-right"));
}

function isAddresseeLine(text: string): boolean {
  return /^[^。；！？]{2,80}：$/u.test(text.trim());
}
