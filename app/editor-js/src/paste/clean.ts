/**
 * From the clipboard HTML of Word, WPS, Excel and web pages to HTML of the document's own vocabulary.
 * Pure: it parses into a document of its own and touches neither page nor network; uploads are only listed.
 */
import { inertHtml } from "../html/inert.ts";
import { BlockBuilder } from "./blocks.ts";
import type { PendingUpload, Pictures } from "./images.ts";
import { embedPictures } from "./rtfPictures.ts";
import { readStyleSheet } from "./style.ts";

export interface Cleaned {
  html: string;
  /** Embedded pictures; the HTML holds an `img[data-upload=id]` in their place. */
  uploads: PendingUpload[];
  /** What was left out, in words for the author. */
  notices: string[];
}

/** Text copied in this editor carries ProseMirror's own mark and needs no cleaning: the schema wrote it. */
export function isOwnHtml(html: string): boolean {
  return html.includes("data-pm-slice");
}

/**
 * @param origin of this site, so that absolute addresses of its own become paths; empty if unknown.
 * @param rtf of the same clipboard, which holds the pictures that Word's HTML only names.
 */
export function cleanPastedHtml(html: string, origin = "", rtf = ""): Cleaned {
  const document = new DOMParser().parseFromString(inertHtml(joinSurrogates(html)), "text/html");
  embedPictures(document, rtf);
  const pictures: Pictures = { uploads: [], local: 0, remote: 0 };
  const builder = new BlockBuilder(document, readStyleSheet(document), pictures, origin);
  const root = document.createElement("div");
  root.append(...builder.build(document.body));
  shiftHeadings(root);
  return { html: root.innerHTML, uploads: pictures.uploads, notices: notices(pictures, builder.tableOfContents) };
}

/** WPS may refer to rare characters and emoji by their two halves, which no parser puts together. */
function joinSurrogates(html: string): string {
  return html.replace(/&#(5[56]\d{3});&#(5[67]\d{3});/g, (halves, high: string, low: string) => {
    const joined = String.fromCharCode(Number(high), Number(low));
    return [...joined].length === 1 ? joined : halves;
  });
}

/** The page's own title is the only h1: a source that starts there moves down one level, and nothing goes below h4. */
function shiftHeadings(root: HTMLElement): void {
  const headings = [...root.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const shift = headings.some((heading) => heading.tagName === "H1") ? 1 : 0;
  for (const heading of headings) {
    const level = Math.min(4, Math.max(2, Number(heading.tagName.slice(1)) + shift));
    const moved = root.ownerDocument.createElement(`h${level}`);
    for (const { name, value } of heading.attributes) moved.setAttribute(name, value);
    moved.append(...heading.childNodes);
    heading.replaceWith(moved);
  }
}

function notices(pictures: Pictures, tableOfContents: boolean): string[] {
  const texts: string[] = [];
  if (pictures.local > 0) {
    texts.push(`有 ${pictures.local} 张图片存在您的电脑里，网页无法读取。请用“导入 Word”，或逐张插入图片。`);
  }
  if (pictures.remote > 0) texts.push(`有 ${pictures.remote} 张其他网站的图片没有粘贴。请先保存到电脑，再插入图片。`);
  if (tableOfContents) texts.push("已去掉 Word 目录：网页没有页码。");
  return texts;
}
