/**
 * Word's and WPS's lists arrive as paragraphs that know their level and carry their number as text; Word Online sends
 * one list per item. Both become real lists here. A number that a list element cannot reproduce, such as （二） or ①,
 * stays in the text as written: official documents refer to their parts by it.
 */
import type { Style } from "./style.ts";

export interface ListPlace {
  level: number;
  kind: "bullet" | "decimal";
  /** The number that the item shows, when known. */
  number: number | null;
  /** A further paragraph of the item before it. */
  continues?: true;
}

/** A sign that counts nothing, or one of the letters that Symbol and Wingdings draw as a sign. */
const BULLET = /^[^\p{L}\p{N}]+$|^[lnuvqoØüÜ§w]$/u;
const DECIMAL = /^(\d{1,3})[.．、]?$/u;

export function listLevel(style: Style): number | null {
  const level = /level(\d)/.exec(style.get("mso-list") ?? "")?.[1];
  return level === undefined ? null : Number(level);
}

/** What stands between the two comments around a marker: some WPS documents set it apart by nothing else. */
export function nodesOfMarker(parent: Element): readonly Node[] {
  const nodes = [...parent.childNodes];
  const isComment = (node: Node, text: string): boolean => node.nodeType === 8 && node.nodeValue === text;
  const begin = nodes.findIndex((node) => isComment(node, "[if !supportLists]"));
  const end = nodes.findIndex((node, index) => index > begin && isComment(node, "[endif]"));
  return begin === -1 || end === -1 ? [] : nodes.slice(begin + 1, end);
}

/** The place in a list that a marker stands for; null when the marker is to stay as text. */
export function placeFromMarker(level: number, marker: string): ListPlace | null {
  const number = DECIMAL.exec(withoutBlanks(marker))?.[1];
  if (number !== undefined) return { level, kind: "decimal", number: Number(number) };
  return isBullet(marker) ? { level, kind: "bullet", number: null } : null;
}

export function isBullet(marker: string): boolean {
  const text = withoutBlanks(marker);
  return text === "" || BULLET.test(text);
}

/** Western numbers stand apart from their text, Chinese ones such as （一） and ① bring their own room. */
export function markerAsText(marker: string): string {
  const text = withoutBlanks(marker);
  return /[!-~]$/.test(text) ? `${text} ` : text;
}

/** What a marker without a text says: a number or the tick of Wingdings does, a bullet says nothing. */
export function markerAlone(marker: string): string {
  if (isBullet(marker)) return withoutBlanks(marker) === "ü" ? "✓" : "";
  return markerAsText(marker).trim();
}

function withoutBlanks(marker: string): string {
  return marker.replace(/[\s\u00a0]+/g, "");
}

interface OpenList {
  element: Element;
  place: ListPlace;
}

/** Gathers neighbouring list paragraphs into nested lists. */
export function gatherLists(blocks: readonly Element[], places: ReadonlyMap<Element, ListPlace>): Element[] {
  const result: Element[] = [];
  let open: OpenList[] = [];
  for (const block of blocks) {
    const place = places.get(block);
    if (place === undefined) {
      open = [];
      result.push(block);
      continue;
    }
    if (place.continues) {
      block.removeAttribute("class");
      open.at(-1)?.element.lastElementChild?.append(block);
      continue;
    }
    while (open.length > 0 && open.at(-1)!.place.level > place.level) open.pop();
    const last = open.at(-1);
    if (last !== undefined && last.place.level === place.level && last.place.kind !== place.kind) open.pop();
    if (open.at(-1)?.place.level !== place.level) {
      const element = newList(place, block.ownerDocument);
      const parentItem = open.at(-1)?.element.lastElementChild;
      if (parentItem) parentItem.append(element);
      else result.push(element);
      open.push({ element, place });
    }
    const item = block.ownerDocument.createElement("li");
    block.removeAttribute("class");
    item.append(block);
    open.at(-1)!.element.append(item);
  }
  return result;
}

function newList(place: ListPlace, document: Document): Element {
  const list = document.createElement(place.kind === "bullet" ? "ul" : "ol");
  if (place.number !== null && place.number > 1) list.setAttribute("start", String(place.number));
  return list;
}
