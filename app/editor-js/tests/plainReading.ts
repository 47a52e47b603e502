/**
 * What a reader sees of HTML: its words, tables and list items, read as simply as possible and without the code under
 * test. The same reading serves for what was copied and for what came of it.
 */
import "./browserGlobals.ts";

export interface Word {
  text: string;
  /** A bullet or plain number that Word wrote out; a list of HTML shows its own. */
  optional: boolean;
}

export interface Cell {
  columns: number;
  rows: number;
  empty: boolean;
}

export interface Reading {
  words: Word[];
  /** For every table its rows, and for every row its cells. */
  tables: Cell[][][];
  /** Paragraphs that Word marks as items of a list that HTML has too. */
  listed: number;
  /** Items of true lists. */
  items: number;
  /** Pictures but for those of one pixel, which only count readers. */
  pictures: number;
}

const UNSEEN = /^(?:SCRIPT|STYLE|TITLE|XML|TEMPLATE|NOSCRIPT|IFRAME|OBJECT|SELECT|TEXTAREA|BUTTON|SVG)$/;
/** Shapes, with the tables in their text boxes, and formulas; the text of a `w:sdt` was filled in on a form. */
const UNSEEN_OF_OFFICE = /^(?:v|m):|^w:(?!sdt$)/i;
/** What Word itself hides, and the comments of reviewers. */
const UNSEEN_STYLE = /display:none|mso-hide:all|mso-element:comment-list|mso-special-character:comment/;
/** Left out on purpose: a web page has no page numbers. */
const TABLE_OF_CONTENTS = /^MsoToc/i;

const HEADING = /^H[1-6]$/;
const BLOCK =
  /^(?:P|DIV|H[1-6]|UL|OL|LI|D[LTD]|TABLE|CAPTION|TR|TD|TH|BLOCKQUOTE|HR|BR|CENTER|IMG|PRE|FIGURE|FORM)$/;
/** A sign, or a letter that Wingdings draws as one. */
const BULLET = /^(?:[^\p{L}\p{N}]*|[lnuvqoØüÜ§w])$/u;
/** As an ordered list counts. */
const NUMBER = /^\d{1,3}[.．、]?$/;
/** Each is a word, since a line end in the source means no blank between Chinese characters. */
const CHINESE = /[\u2460-\u24ff\u2e80-\u9fff\uff00-\uffef]/g;
/** Control characters show nothing, as characters of no width. */
const NO_SIGN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\ufeff]/g;

export function read(page: Document): Reading {
  const hidden = hiddenClasses(page);
  const items = page.querySelectorAll("li").length;
  const reading: Reading = { words: [], tables: [], listed: 0, items, pictures: 0 };
  let text = "";
  let marker: (Word & { isHeading: boolean; inTable: boolean }) | null = null;

  /**
   * A list paragraph without a text, as people use it for distance, is none and its marker stays unread; but in a table
   * a number alone in its cell numbers the row, and a tick of Wingdings answers it.
   */
  const endWords = (): void => {
    const words = wordsOf(text);
    if (words.length > 0 && marker !== null) {
      reading.words.push(marker);
      if (marker.optional && !marker.isHeading) reading.listed += 1;
    } else if (marker?.inTable && !BULLET.test(marker.text.replace("ü", "tick"))) {
      reading.words.push({ text: marker.text.replace("ü", "✓"), optional: false });
    }
    reading.words.push(...words.map((word) => ({ text: word, optional: false })));
    text = "";
    marker = null;
  };
  const walk = (element: Element, isHeading: boolean, inTable: boolean): void => {
    const { tagName } = element;
    const style = styleOf(element);
    const classes = (element.getAttribute("class") ?? "").split(" ");
    if (UNSEEN.test(tagName) || UNSEEN_OF_OFFICE.test(tagName) || UNSEEN_STYLE.test(style)) return;
    if (classes.some((name) => TABLE_OF_CONTENTS.test(name) || hidden.has(name))) return;
    if (style.includes("mso-list:ignore")) {
      const shown = wordsOf(element.textContent ?? "").join("");
      marker = { text: shown, optional: BULLET.test(shown) || NUMBER.test(shown), isHeading, inTable };
      return;
    }
    if (tagName === "IMG" && !isPixel(element)) reading.pictures += 1;
    if (tagName === "TABLE" && !inTable) reading.tables.push(rowsOf(element as HTMLTableElement));
    const isBlock = BLOCK.test(tagName);
    if (isBlock) endWords();
    const heading = isHeading || HEADING.test(tagName) || style.includes("mso-outline-level");
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) text += child.nodeValue;
      else if (child.nodeType === 1) walk(child as Element, heading, inTable || tagName === "TABLE");
    }
    if (isBlock) endWords();
  };

  walk(page.body, false, false);
  endWords();
  return reading;
}

function wordsOf(text: string): string[] {
  const visible = text.replace(NO_SIGN, "").replace(CHINESE, " $& ");
  return visible.split(/\s+/).filter((word) => word !== "");
}

function styleOf(element: Element): string {
  return (element.getAttribute("style") ?? "").toLowerCase().replace(/\s+/g, "");
}

/** Rows of no height and hidden rows only keep the columns of others aligned. */
function rowsOf(table: HTMLTableElement): Cell[][] {
  return [...table.rows]
    .filter((row) => !UNSEEN_STYLE.test(styleOf(row)))
    .filter((row) => row.getAttribute("height") !== "0" || !isEmpty(row))
    .map((row) => [...row.cells].filter((cell) => !UNSEEN_STYLE.test(styleOf(cell))))
    .map((cells) => cells.map((cell) => ({ columns: cell.colSpan, rows: cell.rowSpan, empty: isEmpty(cell) })));
}

function isPixel(image: Element): boolean {
  return image.getAttribute("width") === "1" || image.getAttribute("height") === "1";
}

function isEmpty(element: Element): boolean {
  return wordsOf(element.textContent ?? "").length === 0;
}

/** Classes that the style sheet of the recording hides. */
function hiddenClasses(page: Document): Set<string> {
  const sheets = [...page.querySelectorAll("style")].map((sheet) => sheet.textContent ?? "").join("\n");
  const rules = sheets.matchAll(/\.([\w-]+)[^{}]*\{[^{}]*(?:display:\s*none|mso-hide:\s*all)[^{}]*\}/g);
  return new Set([...rules].map(([, name = ""]) => name));
}
