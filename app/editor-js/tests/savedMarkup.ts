/** The elements, attributes and classes that a saved text may hold, as the server's allow-list has them. */
import "./browserGlobals.ts";
import { allowedHref, allowedMedia } from "../src/html/allowList.ts";

const PLAIN = "strong em u sub sup ul li blockquote hr br figure figcaption table caption thead tbody tr";
const ATTRIBUTES = new Map([
  ...PLAIN.split(" ").map((tag) => [tag, ""] as const),
  ...["p", "h2", "h3", "h4"].map((tag) => [tag, "class"] as const),
  ["ol", "start"],
  ["a", "href"],
  ["img", "src alt width height"],
  ["th", "scope colspan rowspan class"],
  ["td", "colspan rowspan class"],
]);
const CLASSES = new Set(["ta-center", "ta-right", "ta-justify", "indent-2em"]);
/** Control characters, as Wingdings uses them for bullets: they show nothing. */
const UNPRINTABLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/;
const CONDITION = /\[if !?\w+\]|\[endif\]|StartFragment|EndFragment/;

/** The first thing that may not be saved; null if there is none. */
export function strayMarkup(page: Document): string | null {
  const text = page.body.textContent ?? "";
  const sign = UNPRINTABLE.exec(text) ?? CONDITION.exec(text);
  if (sign !== null) return `${JSON.stringify(sign[0])} in the text`;
  if (page.body.innerHTML.includes("<!--")) return "a comment";
  for (const element of page.body.querySelectorAll("*")) {
    const allowed = ATTRIBUTES.get(element.localName)?.split(" ");
    if (allowed === undefined) return element.localName;
    for (const { name, value } of element.attributes) {
      if (!allowed.includes(name) || !isAllowed(name, value)) return `${element.localName} ${name}="${value}"`;
    }
  }
  return null;
}

function isAllowed(name: string, value: string): boolean {
  if (name === "class") return value.split(" ").every((each) => CLASSES.has(each));
  if (name === "href") return allowedHref(value) === value;
  if (name === "src") return allowedMedia(value) === value;
  return true;
}
