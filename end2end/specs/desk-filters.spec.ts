// The fields above a list say what the list shows: after a query, after clearing it, and after going back.
import { type Account, openDesk } from "../harness/desk.ts";
import { auditor, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

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
