/**
 * Headings by their numbers, GB/T 9704-2012 7.3.3: 一、 then （一） then 1. A numbered line becomes a heading only if it
 * is short, ends without punctuation and heads something: numbered lines that follow one another are a list.
 */

const NUMBERS = "[一二三四五六七八九十百〇零]+";

/** Patterns from the highest level down. */
const LEVELS: readonly RegExp[] = [
  new RegExp(`^${NUMBERS}、`, "u"),
  new RegExp(`^[（(]${NUMBERS}[）)]`, "u"),
  /^\d{1,2}[.．、](?!\d)/u,
];
const LONGEST_HEADING = 40;
const ENDS_LIKE_TEXT = /[。；：，、！？.;:,!?]$/u;

interface NumberedLine {
  element: Element;
  level: number;
}

function levelOf(element: Element | null): number {
  const text = element?.textContent?.trim() ?? "";
  return LEVELS.findIndex((pattern) => pattern.test(text));
}

function isHeadingLine(paragraph: Element): boolean {
  const text = paragraph.textContent?.trim() ?? "";
  if (paragraph.querySelector("a, img") !== null || paragraph.matches(".ta-right")) return false;
  return [...text].length <= LONGEST_HEADING && !ENDS_LIKE_TEXT.test(text);
}

/** Something follows that is not the next number of the same list. */
function headsSomething(paragraph: Element, level: number): boolean {
  const next = paragraph.nextElementSibling;
  if (next === null) return false;
  const nextLevel = levelOf(next);
  return nextLevel === -1 || nextLevel > level;
}

export function promoteHeadings(root: HTMLElement): void {
  const lines: NumberedLine[] = [...root.querySelectorAll(":scope > p")]
    .map((element) => ({ element, level: levelOf(element) }))
    .filter(({ element, level }) => level >= 0 && isHeadingLine(element) && headsSomething(element, level));
  const rank = headingRanks(root, lines);
  for (const { element, level } of lines) {
    const heading = root.ownerDocument.createElement(`h${rank(level)}`);
    heading.append(...element.childNodes);
    // A heading carries its own weight.
    heading.querySelectorAll("strong, u").forEach((mark) => mark.replaceWith(...mark.childNodes));
    element.replaceWith(heading);
  }
}

/**
 * 一、 is h2, （一） h3 and 1. h4. If a level is missing the lower ones move up, because a heading order with gaps
 * misleads screen readers. Headings that the text has already are left alone and count as present.
 */
function headingRanks(root: HTMLElement, lines: readonly NumberedLine[]): (level: number) => number {
  const present = new Set(lines.map(({ level }) => level));
  for (const level of [0, 1, 2]) if (root.querySelector(`:scope > h${level + 2}`) !== null) present.add(level);
  return (level) => 2 + [...present].filter((other) => other < level).length;
}
