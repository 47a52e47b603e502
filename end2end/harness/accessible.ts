// Accessibility as axe sees it, at the level that Chinese portals must meet (GB/T 37668 follows WCAG 2 AA).
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation on the page as it stands, a page framed in it left to its own address; the message names rule, element and remedy. */
export async function expectAccessible(page: Page): Promise<void> {
  // Everything is judged in the page itself: else axe opens an empty one for its verdict, which takes longer than the
  // verdict and is for frames of other sites.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(RULES).setLegacyMode();
  const { violations } = await axe.exclude("iframe").analyze();
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary}`),
  );
  // Softly: a journey over many pages names the faults of all of them.
  expect.soft(faults, `${page.url()} is accessible`).toEqual([]);
}

/** Nothing sticks out sideways: wide tables scroll in a box of their own. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(excess, `${page.url()} fits the screen's width`).toBeLessThanOrEqual(0);
}
