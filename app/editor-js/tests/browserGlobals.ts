/**
 * Gives the tests the browser's own parser and document (jsdom), which the editor's pure parts work on. Whoever starts them
 * loads jsdom before tsx: what tsx rewrites reads characters half as fast.
 */
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><html><body></body></html>");

const names = [
  "document",
  "navigator",
  "DOMParser",
  "Node",
  "Element",
  "HTMLElement",
  "Text",
  "MutationObserver",
  "File",
] as const;
for (const name of names) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
Object.defineProperty(globalThis, "window", { value: window, configurable: true });
