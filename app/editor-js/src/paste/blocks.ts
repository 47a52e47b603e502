/** Walks pasted HTML and rebuilds it from blocks that the document knows; nothing is copied that was not asked for. */
import { type Align, ALIGNS, alignClass, alignOf, allowedHref, INDENT_CLASS } from "../html/allowList.ts";
import { convertImage, type Pictures } from "./images.ts";
import { appendRuns, type Line, type Marks, PLAIN, type Run, splitAtBreaks, tidyLine } from "./inline.ts";
import {
  gatherLists,
  isBullet,
  listLevel,
  type ListPlace,
  markerAlone,
  markerAsText,
  nodesOfMarker,
  placeFromMarker,
} from "./lists.ts";
import { boldness, isHidden, isIndented, type Style, type StyleSheet, styleOf } from "./style.ts";
import { convertTable } from "./tables.ts";

const DEBRIS = [
  "script, style, meta, link, title, xml, template, noscript",
  "iframe, object, embed, svg, canvas, video, audio",
  "input, button, select, textarea",
  "del, .msoDel, colgroup, rt, rp, mp-common-profile",
].join();
/** Word's own elements. Its content controls (`w:sdt`) hold what was filled in on a form, so their text stays. */
const OFFICE = /^(?:v|m):|^w:(?!sdt$)/i;
const BLOCK =
  /^(?:P|DIV|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|CENTER|ADDRESS|D[LTD]|FIGURE|FIGCAPTION|PRE|FORM|BODY|H[1-6])$/;

/** What the surroundings say about the text below them. */
interface Context {
  marks: Marks;
  align: Align | null;
  indent: boolean;
  /** Heading level of the source; 0 for text. */
  heading: number;
  level: number | null;
}

const START: Context = { marks: PLAIN, align: null, indent: false, heading: 0, level: null };

export class BlockBuilder {
  private readonly places = new Map<Element, ListPlace>();
  private blocks: Element[] = [];
  private runs: Run[] = [];
  private marker: string | null = null;
  private readonly isSpreadsheet: boolean;
  tableOfContents = false;

  constructor(
    private readonly document: Document,
    private readonly sheet: StyleSheet,
    private readonly pictures: Pictures,
    private readonly origin: string,
    private readonly inCell = false,
  ) {
    this.isSpreadsheet = document.documentElement.hasAttribute("xmlns:x");
  }

  build(root: Element, context: Context = START): Element[] {
    this.children(root, context);
    this.flush(context);
    return gatherLists(this.blocks, this.places);
  }

  private children(parent: Element, context: Context): void {
    const markers = nodesOfMarker(parent);
    for (const child of parent.childNodes) {
      if (markers.includes(child)) this.marker = (this.marker ?? "") + (child.textContent ?? "");
      else if (child.nodeType === 3) {
        this.runs.push({ kind: "text", text: child.textContent ?? "", marks: context.marks });
      } else if (child.nodeType === 1) this.element(child as HTMLElement, context);
    }
  }

  private element(element: HTMLElement, context: Context): void {
    const style = styleOf(element, this.sheet);
    if (element.matches(DEBRIS) || OFFICE.test(element.tagName)) return;
    if (isHidden(style) && !this.isCutOff(element, style)) return;
    if (style.get("mso-element") === "comment-list" || style.get("mso-special-character") === "comment") return;
    if (/^MsoToc/i.test(element.className)) {
      this.tableOfContents = true;
      return;
    }
    if (style.get("mso-list") === "Ignore") {
      this.marker = (this.marker ?? "") + (element.textContent ?? "");
      return;
    }
    switch (element.tagName) {
      case "BR":
        if (!style.has("page-break-before") && !style.has("mso-break-type")) this.runs.push({ kind: "break" });
        return;
      case "IMG":
        return this.image(element, context);
      case "TABLE":
        return this.table(element as HTMLTableElement, context);
      case "UL":
      case "OL":
        return this.list(element, context);
      case "BLOCKQUOTE":
        return this.quote(element, context);
      case "HR":
        this.flush(context);
        if (!this.inCell) this.blocks.push(this.document.createElement("hr"));
        return;
      default:
        if (BLOCK.test(element.tagName)) this.block(element, style, context);
        else this.children(element, { ...context, marks: this.marksWith(element, style, context.marks) });
    }
  }

  /** Spreadsheets hide the end of a text that is longer than its cell is wide. */
  private isCutOff(element: HTMLElement, style: Style): boolean {
    return this.isSpreadsheet && this.inCell && element.tagName === "SPAN" && !style.has("mso-hide");
  }

  private block(element: HTMLElement, style: Style, context: Context): void {
    this.flush(context);
    const bold = boldness(style);
    const inner: Context = {
      marks: bold === undefined ? context.marks : { ...context.marks, bold },
      align: this.alignment(element, style) ?? (style.has("text-align") ? null : context.align),
      indent: style.has("text-indent") || style.has("mso-char-indent-count") ? isIndented(style) : context.indent,
      heading: headingLevel(element, style) || context.heading,
      level: listLevel(style),
    };
    if (element.classList.contains(INDENT_CLASS)) inner.indent = true;
    this.children(element, inner);
    this.flush(inner);
  }

  private alignment(element: HTMLElement, style: Style): Align | null {
    if (element.tagName === "CENTER") return "center";
    const named = (style.get("text-align") ?? element.getAttribute("align") ?? "").toLowerCase();
    // Justified text is the normal setting of Word and of our own style sheet: only the exceptions are kept.
    return alignOf(element) ?? ALIGNS.find((align) => align === named && align !== "justify") ?? null;
  }

  private marksWith(element: HTMLElement, style: Style, marks: Marks): Marks {
    const raised = style.get("vertical-align");
    const tag = element.tagName;
    const script =
      tag === "SUB" || raised === "sub" ? "sub" : tag === "SUP" || raised === "super" ? "sup" : marks.script;
    const italic = style.get("font-style");
    const decoration = `${style.get("text-decoration") ?? ""} ${style.get("text-underline") ?? ""}`;
    const isLink = tag === "A" && element.hasAttribute("href");
    const underlined = tag === "U" || (/underline|single/.test(decoration) && !/none/.test(decoration));
    return {
      bold: boldness(style) ?? (marks.bold || tag === "B" || tag === "STRONG"),
      italic: italic === undefined ? marks.italic || tag === "I" || tag === "EM" : /italic|oblique/.test(italic),
      underline: marks.href === null && !isLink && (marks.underline || underlined),
      script,
      href: isLink ? this.href(element) : marks.href,
    };
  }

  private href(element: HTMLElement): string | null {
    const href = allowedHref(element.getAttribute("href"));
    // Anchors point into the document that was left behind.
    if (href === null || href.startsWith("#")) return null;
    return this.origin !== "" && href.startsWith(`${this.origin}/`) ? href.slice(this.origin.length) : href;
  }

  private image(element: HTMLElement, context: Context): void {
    const image = convertImage(element, this.origin, this.pictures);
    if (image === null) return;
    this.flush(context);
    this.blocks.push(image);
  }

  private nested(root: Element, context: Context, inCell: boolean): Element[] {
    return new BlockBuilder(this.document, this.sheet, this.pictures, this.origin, inCell).build(root, context);
  }

  private table(element: HTMLTableElement, context: Context): void {
    this.flush(context);
    const tables = convertTable(element, this.sheet, (cell) => {
      const style = styleOf(cell, this.sheet);
      const marks = { ...PLAIN, bold: boldness(style) ?? false };
      return this.nested(cell, { ...START, marks, align: this.alignment(cell, style) }, true);
    });
    if (this.inCell) this.blocks.push(...tables.flatMap((table) => rowsAsParagraphs(table)));
    else this.blocks.push(...tables);
  }

  private list(element: HTMLElement, context: Context): void {
    this.flush(context);
    const items = [...element.children].filter((child) => child.tagName === "LI");
    if (items.some((item) => item.hasAttribute("data-aria-level"))) return this.wordOnlineList(element, items, context);
    const list = this.document.createElement(element.tagName.toLowerCase());
    const start = element.getAttribute("start");
    if (list.tagName === "OL" && start !== null && start !== "1") list.setAttribute("start", start);
    for (const child of element.children) {
      // Some programs put a nested list beside the item that it belongs to.
      const isList = child.matches("ul, ol");
      const content = this.nested(isList ? wrapper(child) : child, { ...START, marks: context.marks }, true);
      if (isList && list.lastElementChild !== null) list.lastElementChild.append(...content);
      else if (content.length > 0) list.append(item(this.document, content));
    }
    if (list.childElementCount > 0) this.blocks.push(list);
  }

  /** Word Online: a list of its own around every item, the true level in an attribute. */
  private wordOnlineList(list: HTMLElement, items: Element[], context: Context): void {
    for (const item of items) {
      const level = Number(item.getAttribute("data-aria-level") ?? "1");
      const number = Number(item.getAttribute("data-aria-posinset") ?? "1");
      const kind = list.tagName === "OL" ? "decimal" : "bullet";
      const place: ListPlace = { level, kind, number: kind === "decimal" ? number : null };
      const blocks = this.nested(item, { ...START, marks: context.marks }, true);
      this.blocks.push(...blocks);
      this.placeItem(blocks, place);
    }
  }

  /** The first paragraph opens the item of a list, the others follow inside it. */
  private placeItem(blocks: readonly Element[], place: ListPlace): void {
    blocks.forEach((block, index) => this.places.set(block, index === 0 ? place : { ...place, continues: true }));
  }

  private quote(element: HTMLElement, context: Context): void {
    this.flush(context);
    const content = this.nested(element, { ...START, marks: context.marks }, this.inCell);
    if (this.inCell || content.length === 0) {
      this.blocks.push(...content);
      return;
    }
    const quote = this.document.createElement("blockquote");
    quote.append(...content);
    this.blocks.push(quote);
  }

  /** Ends the paragraph under way. */
  private flush(context: Context): void {
    const lines = splitAtBreaks(this.runs)
      .map(tidyLine)
      .filter(({ runs }) => runs.length > 0);
    const marker = this.marker;
    this.runs = [];
    this.marker = null;
    if (lines.length === 0) return this.loneMarker(marker, context);
    const isHeading = context.heading > 0 && !this.inCell;
    const place =
      context.level === null || isHeading || marker === null ? null : placeFromMarker(context.level, marker);
    // A heading is no list item: its number is part of its text, a bullet before it is decoration.
    const drops = place !== null || marker === null || (isHeading && isBullet(marker));
    if (!drops) lines[0]!.runs.unshift({ kind: "text", text: markerAsText(marker), marks: PLAIN });
    const blocks = lines.map((line) => this.paragraph(line, context, isHeading));
    if (place !== null) this.placeItem(blocks, place);
    this.blocks.push(...blocks);
  }

  /** Where the rows of a table number or tick themselves, the marker is all that a cell holds. */
  private loneMarker(marker: string | null, context: Context): void {
    const text = this.inCell && marker !== null ? markerAlone(marker) : "";
    if (text === "") return;
    const line: Line = { runs: [{ kind: "text", text, marks: PLAIN }], typedIndent: false };
    this.blocks.push(this.paragraph(line, context, false));
  }

  private paragraph(line: Line, context: Context, isHeading: boolean): Element {
    const block = this.document.createElement(isHeading ? `h${context.heading}` : "p");
    if (context.align !== null) block.classList.add(alignClass(context.align));
    else if (!isHeading && !this.inCell && (context.indent || line.typedIndent)) block.classList.add(INDENT_CLASS);
    const marks = (run: Run): Run =>
      run.kind === "text" && isHeading ? { ...run, marks: { ...run.marks, bold: false } } : run;
    appendRuns(block, line.runs.map(marks));
    return block;
  }
}

/** The level of a heading by its tag, by Word Online's role or by Word's outline level; 0 for body text. */
function headingLevel(element: HTMLElement, style: Style): number {
  const tag = /^H([1-6])$/.exec(element.tagName)?.[1];
  const role = element.getAttribute("role") === "heading" ? element.getAttribute("aria-level") : null;
  const outline = /^[1-6]$/.exec(style.get("mso-outline-level") ?? "")?.[0];
  return Number(tag ?? role ?? outline ?? 0);
}

function wrapper(child: Element): Element {
  const box = child.ownerDocument.createElement("div");
  box.append(child.cloneNode(true));
  return box;
}

function item(document: Document, content: readonly Element[]): Element {
  const element = document.createElement("li");
  if (content[0]?.tagName !== "P") element.append(document.createElement("p"));
  element.append(...content);
  return element;
}

/** A table inside a cell is a layout trick: its text stays, one paragraph a row. */
function rowsAsParagraphs(element: Element): Element[] {
  if (element.tagName !== "TABLE") return [element];
  return [...(element as HTMLTableElement).rows].map((row) => {
    const paragraph = element.ownerDocument.createElement("p");
    paragraph.textContent = [...row.cells].map((cell) => cell.textContent?.trim() ?? "").join(" ");
    return paragraph;
  });
}
