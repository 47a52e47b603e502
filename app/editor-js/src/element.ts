/** Builds elements without HTML strings, so that no text is ever read as markup. */

type Attributes = Record<string, string | number | boolean>;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

let count = 0;

/** An id that is unique on the page, for labels and descriptions. */
export function uniqueId(purpose: string): string {
  count += 1;
  return `editor-${purpose}-${count}`;
}
