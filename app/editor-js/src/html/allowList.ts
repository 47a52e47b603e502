/**
 * What the HTML of an item may hold beyond its bare tags: addresses and the few class names of the layout.
 * The server's sanitiser has the last word; this list keeps the editor from offering what the server would drop.
 */

export type Align = "center" | "right" | "justify";

export const ALIGNS: readonly Align[] = ["center", "right", "justify"];

/** First line indented by two characters, as GB/T 9704-2012 7.3.3 lays out body text. */
export const INDENT_CLASS = "indent-2em";

export const ATTACHMENT_CLASS = "attachment";

/** A line of the signature, four characters from the right edge (GB/T 9704-2012 7.3.5). */
export const SIGNATURE_CLASS = "seal-date";

export function alignClass(align: Align): string {
  return `ta-${align}`;
}

export function alignOf(element: Element): Align | null {
  return ALIGNS.find((align) => element.classList.contains(alignClass(align))) ?? null;
}

const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Browsers ignore these inside an address, which is how `java\nscript:` slips past naive checks. */
const INVISIBLE = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]+/g;

/** The address if a link may point there: http, https, mailto, tel or a path of this site; otherwise null. */
export function allowedHref(raw: string | null | undefined): string | null {
  const href = (raw ?? "").replace(INVISIBLE, "");
  if (href === "" || /["<>\\]/.test(href)) return null;
  if (href.startsWith("//")) return `https:${href}`;
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(href)?.[1]?.toLowerCase();
  if (scheme !== undefined) return LINK_SCHEMES.has(scheme) ? href : null;
  return href;
}

/** Pictures and attachments live in the site's own media store, never on another host. */
export function allowedMedia(raw: string | null | undefined): string | null {
  const path = (raw ?? "").replace(INVISIBLE, "");
  return /^\/media\/[\w./-]+$/.test(path) && !/\/\.*(?:\/|$)/.test(path.slice("/media".length)) ? path : null;
}

export function positiveInteger(raw: string | null | undefined): number | null {
  const number = Number.parseInt(raw ?? "", 10);
  return Number.isFinite(number) && number > 0 ? number : null;
}
