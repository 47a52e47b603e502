// Signing and returning from the inbox by keyboard alone: j and k move, a signs, r returns, the focus always in sight.
import type { Locator, Page } from "@playwright/test";
import { publisher, reviewer } from "../harness/people.ts";
import { hydrated, openDesk } from "../harness/desk.ts";
import { arrived } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";

/** The element that has the keyboard. */
const focused = (page: Page): Locator => page.locator("*:focus");

/** The focus is where the reader can see it, with a ring of at least two pixels. */
async function expectFocusInSight(page: Page): Promise<void> {
  await expect(focused(page)).toBeInViewport();
  const ring = await focused(page).evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return { drawn: outlineStyle !== "none", width: Number.parseFloat(outlineWidth), boxShadow };
  });
  expect(ring.drawn && ring.width >= 2, `a ring around the focus: ${JSON.stringify(ring)}`).toBe(true);
}

/** Presses `key` until the element with the focus satisfies `found`; a ring that goes round ends the search. */
async function pressUntil(page: Page, key: string, found: (text: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press(key);
    // Inside a date field the browser's own button has the focus, which no selector finds.
    if (found(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""))) return;
  }
  throw new Error(`${key} never reaches it`);
}

/** From the desk's first page to all that waits. */
async function openInbox(page: Page): Promise<void> {
  await pressUntil(page, "Tab", (text) => text === "全部待办");
  await expectFocusInSight(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/inbox$/);
}

/** Moves through the inbox to the row of this title. */
async function moveTo(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await pressUntil(page, "j", (text) => text === title);
  await expectFocusInSight(page);
}

test("sign in, sign and return without a pointer", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  const toSign = { title: "键盘签发的通知", body: ["此件用键盘签发。"] };
  const toReturn = { title: "键盘退回的通知", body: ["此件用键盘退回。"] };
  await arrived(clerk, toSign);
  await arrived(clerk, toReturn);

  await page.goto("/desk/login");
  await page.locator("input[name='login']").focus();
  await page.keyboard.type(reviewer.login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(reviewer.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk$/);
  await hydrated(page);

  await openInbox(page);
  await moveTo(page, toSign.title);
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  const signing = page.getByRole("dialog", { name: "签发" });
  await expect(signing).toContainText(toSign.title);
  await pressUntil(page, "Tab", (text) => text === "签发");
  await expectFocusInSight(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("已签发，信息已在门户公开。")).toBeVisible();
  await expect(page.getByRole("link", { name: toSign.title })).toHaveCount(0);

  await moveTo(page, toReturn.title);
  await page.keyboard.press("r");
  const returning = page.getByRole("dialog", { name: "退回" });
  await expect(returning).toBeVisible();
  // Single keys do nothing while somebody types a reason.
  await pressUntil(page, "Tab", (text) => text === "文字有错漏，请校对后重新送审。");
  await page.keyboard.press("Enter");
  await expect(returning.getByLabel("理由（必填）")).toHaveValue("文字有错漏，请校对后重新送审。");
  await pressUntil(page, "Tab", (text) => text === "退回");
  await page.keyboard.press("Enter");
  await expect(page.getByText("已退回，退回理由已通知有关人员。")).toBeVisible();
  await expect(page.getByRole("link", { name: toReturn.title })).toHaveCount(0);
});

test("Enter opens the row, a signs on the signing page", async ({ as }) => {
  const clerk = await as(publisher);
  const text = { title: "打开后用键盘签发的通知", body: ["先看内容，再签发。"] };
  await arrived(clerk, text);
  const lead = await as(reviewer);
  await openDesk(lead, "/desk");
  await openInbox(lead);
  await moveTo(lead, text.title);
  await lead.keyboard.press("Enter");
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText(text.title);
  await lead.keyboard.press("a");
  const dialog = lead.getByRole("dialog", { name: "签发" });
  await expect(dialog).toBeVisible();
  await pressUntil(lead, "Tab", (label) => label === "签发");
  await lead.keyboard.press("Enter");
  await expect(lead.locator(".page-head").getByText("已发", { exact: true })).toBeVisible();
});
