// The fields above a list say what the list shows: after a query, after clearing it, and after going back.
import { type Account, openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import type { Route } from "@playwright/test";

const LISTS: [string, Account, string, string, string][] = [
  ["the log", auditor, "/desk/log", "人员", "周静"],
  ["all items", reviewer, "/desk/items", "标题", "招生"],
  ["the inbox", reviewer, "/desk/inbox", "标题", "招生"],
];

for (const [list, account, address, label, words] of LISTS) {
  test(`the fields above ${list} follow the address`, async ({ as }) => {
    const page = await as(account);
    await openDesk(page, address);
    const filters = page.getByRole("search");
    const field = filters.getByLabel(label, { exact: true });
    await field.fill(words);
    await filters.getByRole("button", { name: "查询" }).click();
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(words)));
    await filters.getByRole("link", { name: "清除" }).click();
    await expect(page).toHaveURL(new RegExp(`${address}$`));
    await expect(field).toHaveValue("");
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(words)));
    await expect(field).toHaveValue(words);
  });
}

test("a duty above the findings is the own unit's as long as no other is chosen", async ({ as }) => {
  const page = await as(publisher);
  await openDesk(page, "/desk/patrol");
  const filters = page.getByRole("search");
  const unit = filters.getByLabel("单位", { exact: true });
  await filters.getByLabel("单位职责", { exact: true }).selectOption("mend");
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(unit).toHaveValue("jyj");
  await unit.selectOption("czj");
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/\?unit=czj&duty=mend$/);
  await expect(unit).toHaveValue("czj");
  await unit.selectOption("");
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/\?duty=mend$/);
  await expect(unit).toHaveValue("jyj");
});

// What is above the list, where it asks, and two fields with what is chosen in the first and, while that is fetched, in
// the second.
const CHOICES: [string, string, [string, number], [string, number]][] = [
  ["/desk/cases", "cases/list", ["状态", 1], ["期限", 1]],
  ["/desk/patrol", "patrol/sheet", ["状态", 1], ["类别", 2]],
  ["/desk/reminders", "reminders/report", ["单位", 1], ["事由", 1]],
  ["/desk/assessment", "assessment/sheet", ["检查指标", 1], ["看哪个单位的失分", 1]],
  ["/desk/reprints", "reprints/proposals", ["处理情况", 1], ["栏目", 1]],
];

for (const [address, endpoint, [first, one], [second, other]] of CHOICES) {
  test(`what is chosen above ${address} while the list is fetched stays, and so does the place`, async ({ as }) => {
    const page = await as(portalManager);
    await openDesk(page, address);
    const filters = page.getByRole("search");
    await filters.getByLabel(first, { exact: true }).selectOption({ index: one });
    let take = (_: Route): void => {};
    const asked = new Promise<Route>((resolve) => (take = resolve));
    await page.route(`**/api/desk/${endpoint}`, (route) => take(route));
    await filters.getByRole("button", { name: "查询" }).click();
    const fetching = await asked;
    const field = filters.getByLabel(second, { exact: true });
    await field.selectOption({ index: other });
    await field.focus();
    const chosen = await field.inputValue();
    expect(chosen).not.toBe("");
    const came = page.waitForResponse(`**/api/desk/${endpoint}`);
    await fetching.continue();
    await (await came).finished();
    // The list is drawn in the frame after its answer.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await expect(field).toHaveValue(chosen);
    await expect(field).toBeFocused();
  });
}
