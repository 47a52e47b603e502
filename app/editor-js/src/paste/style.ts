/** Reads the styles of pasted HTML, from attributes and from class rules in its head, without ever applying them. */

import { INERT_SHEET, INERT_STYLE } from "../html/inert.ts";

export type Style = ReadonlyMap<string, string>;
export type StyleSheet = ReadonlyMap<string, Style>;

function declarations(text: string): Map<string, string> {
  const style = new Map<string, string>();
  // Quoted font names may hold a semicolon in HTML that went through several programs.
  for (const part of text.match(/(?:[^;"']|"[^"]*"|'[^']*')+/g) ?? []) {
    const colon = part.indexOf(":");
    if (colon > 0) style.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim());
  }
  return style;
}

/** Rules for single classes, as Excel writes them (`.xl65 {…}`, `td.et2 {…}`). Other selectors say nothing we keep. */
export function readStyleSheet(document: Document): StyleSheet {
  const sheet = new Map<string, Style>();
  const text = [...document.querySelectorAll(INERT_SHEET)].map((sheet) => sheet.textContent ?? "").join("\n");
  const rules = text.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, "");
  for (const [, selectors = "", body = ""] of rules.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors.split(",")) {
      const name = /^(?:[a-z0-9]+)?\.([\w-]+)$/i.exec(selector.trim())?.[1];
      if (name !== undefined) sheet.set(name, new Map([...(sheet.get(name) ?? []), ...declarations(body)]));
    }
  }
  return sheet;
}

export function styleOf(element: Element, sheet: StyleSheet): Style {
  const classes = [...element.classList].flatMap((name) => [...(sheet.get(name) ?? [])]);
  return new Map([...classes, ...declarations(element.getAttribute(INERT_STYLE) ?? "")]);
}

export function isHidden(style: Style): boolean {
  return style.get("display") === "none" || style.get("mso-hide") === "all";
}

/** Whether the style asks for bold; undefined when it says nothing. */
export function boldness(style: Style): boolean | undefined {
  const weight = style.get("font-weight");
  if (weight === undefined || weight === "inherit") return undefined;
  return /^bold/.test(weight) || Number(weight) >= 600;
}

const POINTS: Record<string, number> = { pt: 1, px: 0.75, cm: 28.35, mm: 2.835, in: 72, em: 16, rem: 16 };

/** A first line indent of at least one character. Word counts it in characters, WPS in both, web pages in em. */
export function isIndented(style: Style): boolean {
  const characters = Number.parseFloat(style.get("mso-char-indent-count") ?? "");
  if (characters >= 1) return true;
  const [, amount, unit] = /^(-?[\d.]+)(pt|px|cm|mm|in|em|rem)/.exec(style.get("text-indent") ?? "") ?? [];
  return Number(amount) * (POINTS[unit ?? ""] ?? 0) >= 12;
}
