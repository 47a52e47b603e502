// What the portal manager does with the columns, in the words of the page: find, select, change, look, save.
import { expect, type Locator, type Page } from "@playwright/test";
import { openDesk } from "./desk.ts";

export async function openColumns(page: Page): Promise<void> {
  await openDesk(page, "/desk/columns");
  await expect(tree(page)).toBeVisible();
}

export function tree(page: Page): Locator {
  return page.getByRole("tree", { name: "栏目树" });
}

/** The row of a column; marks and numbers follow its name. */
export function row(page: Page, name: string): Locator {
  return tree(page).getByRole("treeitem", { name: new RegExp(`^${name}(\\s|$)`) });
}

/** The names of the rows that are visible, from top to bottom. */
export async function names(page: Page): Promise<string[]> {
  const rows = await tree(page).getByRole("treeitem").locator(".tree__name").allInnerTexts();
  return rows.map((name) => name.trim());
}

/** What stands between `first` and `last` in the tree, both included. */
export async function between(page: Page, first: string, last: string): Promise<string[]> {
  const all = await names(page);
  return all.slice(all.indexOf(first), all.indexOf(last) + 1);
}

/** Opens the branches of `path` and selects its last column. */
export async function select(page: Page, ...path: string[]): Promise<Locator> {
  for (const name of path) {
    const branch = row(page, name);
    await branch.focus();
    if ((await branch.getAttribute("aria-expanded")) === "false") {
      await page.keyboard.press("ArrowRight");
      await expect(branch).toHaveAttribute("aria-expanded", "true");
      // The row is drawn afresh and gets the keyboard back.
      await expect(branch).toBeFocused();
    }
  }
  await page.keyboard.press("Enter");
  const last = path.at(-1) ?? "";
  await expect(row(page, last)).toHaveAttribute("aria-selected", "true");
  return panel(page, last);
}

/** What the plan says of the selected column. */
export function panel(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** The value beside a term of a panel. */
export function value(within: Locator, term: string): Locator {
  const rows = within.locator("dl > div").filter({ has: within.page().getByRole("term").getByText(term, { exact: true }) });
  return rows.getByRole("definition");
}

export function preview(page: Page): Locator {
  return page.getByRole("dialog", { name: "保存之前：看看会有什么变化" });
}

/** Saves what the preview shows. */
export async function save(page: Page): Promise<void> {
  await preview(page).getByRole("button", { name: "保存" }).click();
  await expect(preview(page)).toBeHidden();
  await expect(page.getByText("方案已修改，权限随即生效。").last()).toBeVisible();
}

export async function cancel(page: Page): Promise<void> {
  await preview(page).getByRole("button", { name: "取消" }).click();
  await expect(preview(page)).toBeHidden();
}

/** A column of 县教育局 alone in which nothing stands yet, added under the column that `path` leads to. */
export async function addColumn(page: Page, path: string[], added: { name: string; code: string; cadence: string; floor: string }) {
  await openColumns(page);
  const group = await select(page, ...path);
  await group.getByRole("button", { name: "新增下级" }).click();
  const form = page.getByRole("dialog", { name: "新增下级栏目" });
  await form.getByLabel("名称（必填）").fill(added.name);
  await form.getByLabel("代码（必填）").fill(added.code);
  await form.getByLabel("更新时效（必填）").fill(added.cadence);
  await form.getByLabel("巡查底线").fill(added.floor);
  await form.getByLabel("牵头单位（必填）").fill("县政务办");
  await form.getByLabel("保障单位").fill("教育局");
  await form.getByLabel("单位发布").check();
  await form.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(page)).toContainText(added.name);
  await save(page);
}
