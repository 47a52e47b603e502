/**
 * Makes foreign HTML inert before it is parsed. Even a document that is never shown reports every style attribute,
 * style sheet and event handler to a strict content security policy; under another name they are plain data.
 */

export const INERT_STYLE = "data-inert-style";
export const INERT_SHEET = "script[data-inert-sheet]";

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
/** These act on the parsing document itself: a foreign base address, a refresh, a style sheet to load. */
const ACTIVE_TAG = /^<(?:base|link|meta)\b/i;
const ACTIVE_ATTRIBUTE = /([\s"'/])(style|on[a-z]+)(?=\s*=)/gi;

export function inertHtml(html: string): string {
  return html
    .replace(/<style\b[^>]*>/gi, '<script type="text/plain" data-inert-sheet>')
    .replace(/<\/style\s*>/gi, "</script>")
    .replace(TAG, (tag) => (ACTIVE_TAG.test(tag) ? "" : inertTag(tag)));
}

function inertTag(tag: string): string {
  return tag.replace(ACTIVE_ATTRIBUTE, (_match, before: string, name: string) => `${before}data-inert-${name}`);
}
