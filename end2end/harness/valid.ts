// Whether a page is valid HTML, as html-validate sees it: the document as it was sent, before a browser mends it.
import { expect } from "@playwright/test";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Style and script come from the page's own origin, under their fingerprint; the policy allows no other.
    "require-sri": "off",
    // A number is copied and searched for as it was typed. The style sheet keeps it on one line.
    "tel-non-breaking": "off",
    // A box that scrolls sideways is a region for the keyboard; a section would want a heading of its own.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
});

/** A document as it was sent. */
export interface Sent {
  address: string;
  html: string;
}

/** No fault in any of the documents; one that all of them have is told once, with the first place. */
export async function expectValid(documents: Sent[]): Promise<void> {
  const faults = new Map<string, string>();
  for (const { address, html } of documents) {
    const { results } = await validator.validateString(html, address);
    for (const { ruleId, message, selector, line, column } of results.flatMap((result) => result.messages)) {
      const fault = `${ruleId}: ${message}`;
      if (!faults.has(fault)) faults.set(fault, `${address} ${selector ?? `${line}:${column}`}`);
    }
  }
  expect(Object.fromEntries(faults), "every document is valid HTML").toEqual({});
}
