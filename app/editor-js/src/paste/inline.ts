/** Runs of formatted text: what nested spans come down to. A paragraph is rebuilt from its runs. */
import { BLANK, CHINESE } from "../text/chinese.ts";
import { replaceAcross } from "../text/acrossParts.ts";

export interface Marks {
  bold: boolean;
  italic: boolean;
  underline: boolean;
  script: "sub" | "sup" | null;
  href: string | null;
}

export const PLAIN: Marks = { bold: false, italic: false, underline: false, script: null, href: null };

export type Run = { kind: "text"; text: string; marks: Marks } | { kind: "break" } | { kind: "node"; node: Element };

/** Two or more full-width blanks, or four common ones, typed to indent the first line by hand. */
const TYPED_INDENT = new RegExp(`^[${BLANK}\\r\\n]*(?:\\u3000{2}|[ \\u00a0\\u2002\\u2003]{4})`, "u");
const LINE_END = new RegExp(`(?<=([${CHINESE}])?)[ \\t\\r]*\\n[ \\t\\r\\n]*(?=([${CHINESE}])?)`, "gu");

/** Characters that show nothing. Word keeps control characters that came with a font of signs. */
const NO_SIGN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\ufeff]+/gu;

export interface Line {
  runs: Run[];
  typedIndent: boolean;
}

/** Source line ends mean nothing between Chinese characters, where a space would show; elsewhere they are a space. */
export function tidyLine(runs: readonly Run[]): Line {
  // U+2028 stands for a break here, so a typed one must not look like it.
  const texts = runs.map((run) =>
    run.kind === "text" ? run.text.replaceAll("\u2028", " ") : run.kind === "break" ? "\u2028" : "\ufffc",
  );
  const typedIndent = TYPED_INDENT.test(texts.join(""));
  let parts = replaceAcross(texts, LINE_END, (match) => (match[1] && match[2] ? "" : " "));
  parts = replaceAcross(parts, NO_SIGN, () => "");
  parts = replaceAcross(parts, /[ \t\u00a0]+/gu, () => " ");
  parts = replaceAcross(parts, new RegExp(`^[${BLANK}\\u2028]+|[${BLANK}\\u2028]+$`, "gu"), () => "");
  // The break itself stays out of the match: it would move into the run where the blank begins, and be lost with it.
  parts = replaceAcross(parts, /[ \u3000]+(?=\u2028)|(?<=\u2028) +/gu, () => "");
  const tidied = runs.flatMap((run, index): Run[] => {
    const text = parts[index] ?? "";
    if (run.kind !== "text") return text === "" ? [] : [run];
    return text === "" ? [] : [{ ...run, text }];
  });
  return { runs: tidied, typedIndent };
}

/** A new paragraph starts after a double break, or after a break that is followed by a typed indent. */
export function splitAtBreaks(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  let breaks = 0;
  for (const run of runs) {
    const last = lines.at(-1) ?? [];
    if (run.kind === "break") {
      breaks += 1;
      last.push(run);
      continue;
    }
    const blank = run.kind === "text" && /^[\s\u00a0]*$/.test(run.text) && !TYPED_INDENT.test(run.text);
    if (breaks > 0 && blank) continue;
    const starts = breaks > 1 || (breaks === 1 && run.kind === "text" && TYPED_INDENT.test(run.text));
    breaks = 0;
    if (starts) lines.push([run]);
    else last.push(run);
  }
  return lines;
}

function sameMarks(a: Marks, b: Marks): boolean {
  return (Object.keys(a) as (keyof Marks)[]).every((key) => a[key] === b[key]);
}

function wrapped(text: string, marks: Marks, document: Document): Node {
  const tags = [marks.bold && "strong", marks.italic && "em", marks.underline && "u", marks.script];
  let node: Node = document.createTextNode(text);
  for (const tag of tags) {
    if (!tag) continue;
    const element = document.createElement(tag);
    element.append(node);
    node = element;
  }
  if (marks.href !== null) {
    const link = document.createElement("a");
    link.setAttribute("href", marks.href);
    link.append(node);
    node = link;
  }
  return node;
}

/** Appends the runs as elements; neighbours with the same formatting become one. */
export function appendRuns(parent: Element, runs: readonly Run[]): void {
  const document = parent.ownerDocument;
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.kind === "text" && last?.kind === "text" && sameMarks(run.marks, last.marks)) {
      merged[merged.length - 1] = { ...last, text: last.text + run.text };
    } else {
      merged.push(run);
    }
  }
  for (const run of merged) {
    if (run.kind === "break") parent.append(document.createElement("br"));
    else if (run.kind === "node") parent.append(run.node);
    else parent.append(wrapped(run.text, run.marks, document));
  }
}
