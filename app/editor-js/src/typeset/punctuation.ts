/** Blanks and punctuation of Chinese text. Latin text, numbers, times and addresses keep theirs. */
import { replaceAcross } from "../text/acrossParts.ts";
import { BLANK, CHINESE, HAN, HAS_HAN } from "../text/chinese.ts";

type Rewrite = (parts: readonly string[]) => string[];

function rule(pattern: RegExp, replacement: (match: RegExpExecArray) => string): Rewrite {
  return (parts) => replaceAcross(parts, pattern, replacement);
}

const FULL_WIDTH_OF: Readonly<Record<string, string>> = {
  ",": "，",
  ".": "。",
  ":": "：",
  ";": "；",
  "?": "？",
  "!": "！",
};
const BEFORE = `(?<=[${HAN}）》”’】〕〉])`;
const AFTER = `(?=[${HAN}（《“‘【〈"'(]|$)`;

const RULES: readonly Rewrite[] = [
  // Blanks at both ends and between Chinese characters; one between Chinese and Latin is left to the author.
  rule(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu"), () => ""),
  rule(new RegExp(`(?<=[${CHINESE}])[${BLANK}]+(?=[${CHINESE}])`, "gu"), () => ""),
  // The year of a document number stands in hexagonal brackets: 隆政发〔2018〕93号 (GB/T 9704-2012 7.2.5).
  rule(
    new RegExp(`(?<=[${HAN}])[[（(【]((?:19|20)\\d{2})[\\])）】](?=(?:第)?\\d+号)`, "gu"),
    (match) => `〔${match[1]}〕`,
  ),
  rule(new RegExp(`[(（]([^()（）]*[${HAN}][^()（）]*)[)）]`, "gu"), (match) => `（${match[1]}）`),
  rule(new RegExp(`(?<=[${HAN}])[(]([^()（）]*)[)](?=[${CHINESE},.:;?!]|$)`, "gu"), (match) => `（${match[1]}）`),
  rule(new RegExp(`${BEFORE}[${BLANK}]*([,:;?!])[${BLANK}]*${AFTER}`, "gu"), fullWidth),
  rule(new RegExp(`${BEFORE}(\\.)[${BLANK}]*${AFTER}`, "gu"), fullWidth),
  // Between a Chinese character and a figure the comma and the like belong to the Chinese sentence.
  rule(new RegExp(`(?<=[${HAN}])([,;])[${BLANK}]*(?=[0-9A-Za-z])`, "gu"), fullWidth),
  quotes('"', "“", "”"),
  quotes("'", "‘", "’"),
];

function fullWidth(match: RegExpExecArray): string {
  return FULL_WIDTH_OF[match[1] ?? ""] ?? match[0];
}

/** Straight quotes around Chinese text open and close in turn. */
function quotes(straight: string, opening: string, closing: string): Rewrite {
  const pair = new RegExp(`${straight}([^${straight}]*[${HAN}][^${straight}]*)${straight}`, "gu");
  return (parts) => {
    const whole = parts.join("");
    // An odd number cannot be paired without guessing.
    if ((whole.split(straight).length - 1) % 2 !== 0) return [...parts];
    const opens: number[] = [];
    const closes: number[] = [];
    for (const match of whole.matchAll(pair)) {
      opens.push(match.index);
      closes.push(match.index + match[0].length - 1);
    }
    return replaceAcross(parts, new RegExp(straight, "gu"), (match) => {
      if (opens.includes(match.index)) return opening;
      return closes.includes(match.index) ? closing : straight;
    });
  };
}

/** The texts of one line, without those of nested blocks and of attachments, whose names are facts. */
function textsOf(line: Element): Text[] {
  const texts: Text[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === 3) texts.push(node as Text);
    else if (node.nodeType === 1 && !(node as Element).matches("a.attachment, br")) node.childNodes.forEach(visit);
  };
  visit(line);
  return texts;
}

export function tidyPunctuation(line: Element): void {
  const texts = textsOf(line);
  const before = texts.map((text) => text.data);
  const rewrites = HAS_HAN.test(before.join("")) ? RULES : RULES.slice(0, 1);
  const after = rewrites.reduce<string[]>((parts, rewrite) => rewrite(parts), before);
  texts.forEach((text, index) => {
    const data = after[index] ?? "";
    if (data === "") removeWithEmptyMarks(text, line);
    else if (data !== text.data) text.data = data;
  });
}

function removeWithEmptyMarks(text: Text, line: Element): void {
  let node: ChildNode = text;
  while (node.parentElement !== null && node.parentElement !== line && node.parentElement.childNodes.length === 1) {
    node = node.parentElement;
  }
  node.remove();
}
