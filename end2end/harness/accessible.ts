// Accessibility as axe sees it, at the level that Chinese portals must meet (GB/T 37668 follows WCAG 2 AA).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

// The small build: every page compiles it anew.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What violates a rule on the page as it stands, a page framed in it left to its own address: rule, element and remedy. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  // Judged and put into words in the page: to bring all that axe has seen out of it takes longer than the verdict.
  return page.evaluate(async (rules) => {
    // A colour on its way to another is nobody's choice.
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
    const { axe } = window as typeof window & { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ exclude: ["iframe"] }, { runOnly: rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary}`),
    );
  }, RULES);
}

/** Softly: a journey over many pages names the faults of all of them. */
export async function expectAccessible(page: Page): Promise<void> {
  expect.soft(await violations(page), `${page.url()} is accessible`).toEqual([]);
}

/** Nothing sticks out sideways: wide tables scroll in a box of their own. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(excess, `${page.url()} fits the screen's width`).toBeLessThanOrEqual(0);
}
