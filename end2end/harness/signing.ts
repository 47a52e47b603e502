// What the people of a lead unit do with an item beyond the one signature, and how the chain of decisions reads.
import { expect, type Locator, type Page } from "@playwright/test";
import { decisions, expectStage, openReview } from "./writing.ts";

/** The facts and the chain of decisions beside the text. */
export function side(page: Page): Locator {
  return page.getByRole("complementary", { name: "流程与决定" });
}

/** One step of the chain, by all the words that it must carry. */
export function step(page: Page, ...words: string[]): Locator {
  const steps = side(page).getByRole("region", { name: "流程" }).getByRole("listitem");
  return words.reduce((found, hasText) => found.filter({ hasText }), steps);
}

/** 审核通过: the text is right, somebody else signs. */
export async function passReview(page: Page, item: number): Promise<void> {
  await openReview(page, item);
  await decisions(page).getByRole("button", { name: "审核通过" }).click();
  await expectStage(page, "待签");
}

/** The address under which an item is or will be public, as its 发布审定单 has it. */
export async function addressOnPaper(page: Page, item: number): Promise<string> {
  await page.goto(`/desk/print/items/${item}`);
  const address = /\/a\/[\w-]+/.exec(await page.getByRole("main").innerText())?.[0];
  expect(address, "the paper names the public address").toBeDefined();
  return address ?? "";
}

/** `2018-10-30 09:05` in Nanning, as pages show it; with a T instead of the blank as a field wants it. */
export function minute(at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" }).format(at);
}
