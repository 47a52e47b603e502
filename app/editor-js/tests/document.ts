/** Runs HTML through the real schema, as the editor does between pasting and saving. */
import "./browserGlobals.ts";
import { getSchema } from "@tiptap/core";
import { DOMParser as DocumentParser, type Node as DocumentNode } from "@tiptap/pm/model";
import { publicHtml } from "../src/html/publicHtml.ts";
import { schemaExtensions } from "../src/schema/extensions.ts";

const schema = getSchema(schemaExtensions);

export function documentOf(html: string): DocumentNode {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return DocumentParser.fromSchema(schema).parse(body);
}

export function throughSchema(html: string): string {
  return publicHtml(documentOf(html), document);
}

export function element(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
}

/** One block to a line, so that a difference between two texts can be read. */
export function inLines(html: string): string {
  const breaks =
    /(<\/(?:p|h[2-4]|ul|ol|li|figure|table|caption|thead|tbody|tr|blockquote)>|<(?:ul|ol|figure|table|thead|tbody|tr|blockquote)(?: [^>]*)?>|<hr>)/g;
  return `${html
    .replace(breaks, "$1\n")
    .replace(/([^\n>])(<(?:ul|ol)(?: [^>]*)?>)/g, "$1\n$2")
    .trim()}\n`;
}
