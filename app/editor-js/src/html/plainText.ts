/**
 * The words of the saved text as the server's checks read and count them (`documents::html::plain_text`), each with its
 * place in the document: a finding names characters, and the editor selects them.
 */
import type { Node as DocumentNode } from "@tiptap/pm/model";
import { makePublic, serialised } from "./publicHtml.ts";

/** Part of the document, in its own positions. */
export interface Stretch {
  from: number;
  to: number;
}

/** One character. What parts lines and cells stands nowhere in the document. */
interface Letter {
  sign: string;
  place: Stretch | null;
}

/** Where a text node or a picture of the saved text comes from. */
interface Source extends Stretch {
  /** Every character has a position of its own; otherwise all of them stand for one thing. */
  isText: boolean;
}

/** `NodeFilter.SHOW_TEXT`, which the tests' document does not name. */
const TEXT_NODES = 4;

const BLOCKS = "p, h2, h3, h4, li, blockquote, figure, figcaption, table, caption, tr, ul, ol, hr";

export function plainText(doc: DocumentNode, document: Document): string {
  return read(doc, document)
    .map(({ sign }) => sign)
    .join("")
    .trimEnd();
}

/** The part of the document that holds the characters from `start` up to `end`; null if none of them is there. */
export function stretchOfWords(doc: DocumentNode, document: Document, start: number, end: number): Stretch | null {
  const places = read(doc, document)
    .slice(start, end)
    .flatMap(({ place }) => place ?? []);
  const [first, last] = [places[0], places.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}

function read(doc: DocumentNode, document: Document): Letter[] {
  const root = serialised(doc, document);
  const sources = sourcesOf(doc, root);
  makePublic(root);
  const reader = new Reader(sources);
  reader.collect(root);
  return reader.letters;
}

/** Pairs the text nodes and pictures of the serialised document with what they were made from; both come in order. */
function sourcesOf(doc: DocumentNode, root: HTMLElement): Map<Node, Source> {
  const texts: Source[] = [];
  const pictures: Source[] = [];
  doc.descendants((node, from) => {
    const source = { from, to: from + node.nodeSize, isText: node.isText };
    const hasCaption = node.type.name === "table" && node.attrs["caption"] !== "";
    if (node.isText || hasCaption || node.type.name === "attachment") texts.push(source);
    if (node.type.name === "figure") pictures.push(source);
  });
  const sources = new Map<Node, Source>();
  const walker = root.ownerDocument.createTreeWalker(root, TEXT_NODES);
  for (const source of texts) {
    if (walker.nextNode() !== null) sources.set(walker.currentNode, source);
  }
  root.querySelectorAll("img").forEach((picture, index) => {
    const source = pictures[index];
    if (source !== undefined) sources.set(picture, source);
  });
  return sources;
}

/** Follows the server's reading step by step: what it skips is not counted here either. */
class Reader {
  readonly letters: Letter[] = [];

  constructor(private readonly sources: ReadonlyMap<Node, Source>) {}

  collect(parent: Node): void {
    for (const child of parent.childNodes) {
      if (child instanceof Text) this.words(child.data, child);
      else if (child instanceof Element) this.element(child);
    }
  }

  private element(element: Element): void {
    if (element.matches("br")) {
      this.part("\n");
    } else if (element.matches("img")) {
      this.words(element.getAttribute("alt") ?? "", element);
    } else if (element.matches("td, th")) {
      if (!this.endsWith("\n\t")) this.part("\t");
      this.collect(element);
      this.dropTrailing("\n");
    } else if (element.matches(BLOCKS)) {
      this.endLine();
      this.collect(element);
      this.endLine();
    } else {
      this.collect(element);
    }
  }

  private words(text: string, node: Node): void {
    const source = this.sources.get(node);
    let offset = 0;
    for (const character of text) {
      const place = source === undefined ? null : placeIn(source, offset, character.length);
      offset += character.length;
      const sign = "\n\r\t".includes(character) ? " " : character;
      if (sign !== " " || !this.endsWith(" \n\t")) this.letters.push({ sign, place });
    }
  }

  private endLine(): void {
    this.dropTrailing(" ");
    if (!this.endsWith("\n")) this.part("\n");
  }

  private part(sign: string): void {
    this.letters.push({ sign, place: null });
  }

  /** Whether the last character is one of these; so it is at the beginning. */
  private endsWith(signs: string): boolean {
    const last = this.letters.at(-1);
    return last === undefined || signs.includes(last.sign);
  }

  private dropTrailing(sign: string): void {
    while (this.letters.at(-1)?.sign === sign) this.letters.pop();
  }
}

function placeIn({ from, to, isText }: Source, offset: number, length: number): Stretch {
  return isText ? { from: from + offset, to: from + offset + length } : { from, to };
}
