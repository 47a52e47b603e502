// The tree of columns: searched, filtered, walked and changed by keyboard and by pointer.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { portalManager } from "../harness/people.ts";
import { between, cancel, names, openColumns, panel, preview, row, save, select, value } from "../harness/plan.ts";
import { expect, test } from "../harness/test.ts";

/** Drops `moved` on the words of `target`, so far down its row. */
async function drag(page: Page, moved: string, target: string, share: number): Promise<void> {
  // A page that scrolls under the pressed button drags nothing.
  for (const name of [moved, target]) await row(page, name).scrollIntoViewIfNeeded();
  const [box, words] = [await row(page, target).boundingBox(), await row(page, target).locator(".tree__name").boundingBox()];
  if (box === null || words === null) throw new Error(`${target} is visible`);
  const targetPosition = { x: words.x - box.x + words.width / 2, y: box.height * share };
  await row(page, moved).dragTo(row(page, target), { targetPosition });
}

test("search and each filter", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const channels = await names(manager);
  expect(channels).toContain("办事服务");
  const filters = manager.getByRole("search");

  // By a word of the name, by code, by the number in the county's table: always with the way down to it.
  const words = filters.getByLabel("查找栏目");
  for (const wanted of ["教育培", "jypx", "c42"]) {
    await words.fill(wanted);
    await expect.poll(() => names(manager)).toEqual(["办事服务", "便民利企服务", "教育培训"]);
  }
  await words.fill("没有这样的栏目");
  await expect(manager.getByText("没有符合条件的栏目")).toBeVisible();
  await expectAccessible(manager);
  await words.fill("");
  await expect.poll(() => names(manager)).toEqual(channels);

  await filters.getByLabel("单位").selectOption({ label: "县税务局" });
  await expect(row(manager, "经营纳税")).toBeVisible();
  await expect(row(manager, "教育培训")).toHaveCount(0);
  // The unit's duty as a member of a group counts as well.
  await expect(row(manager, "双随机一公开")).toBeVisible();
  await filters.getByLabel("单位").selectOption({ label: "全部单位" });

  await filters.getByLabel("保障方式").selectOption({ label: "栏目共建" });
  await expect.poll(() => names(manager)).toEqual(["互动回应", "调查征集", "专题", "专题聚焦"]);
  await filters.getByLabel("保障方式").selectOption({ label: "全部方式" });

  await filters.getByLabel("只看 ★ 考核栏目").check();
  await expect(row(manager, "隆安动态")).toContainText("★考核");
  await expect(row(manager, "视频新闻")).toHaveCount(0);
  // Filters add up.
  await words.fill("隆安");
  await expect(row(manager, "隆安动态")).toBeVisible();
  await expect(row(manager, "隆安旅游")).toHaveCount(0);
  await filters.getByRole("button", { name: "清除" }).click();
  await expect.poll(() => names(manager)).toEqual(channels);
  await expect(words).toHaveValue("");

  await filters.getByLabel("内容", { exact: true }).selectOption({ label: "有内容" });
  await expect(row(manager, "教育培训")).toContainText(/[1-9]\d* 条/);
  await expect(row(manager, "网上举报")).toHaveCount(0);
  await filters.getByLabel("内容", { exact: true }).selectOption({ label: "没有内容" });
  await expect(row(manager, "教育培训")).toHaveCount(0);
  await expectNoSidewaysScroll(manager);
});

test("the tree shows to eye and ear how deep a column stands", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await select(manager, "办事服务", "便民利企服务", "教育培训");
  const lefts: number[] = [];
  for (const [at, name] of ["办事服务", "便民利企服务", "教育培训"].entries()) {
    await expect(row(manager, name)).toHaveAttribute("aria-level", String(at + 1));
    lefts.push((await row(manager, name).locator(".tree__name").boundingBox())?.x ?? 0);
  }
  expect([...lefts].sort((a, b) => a - b)).toEqual(lefts);
  expect(new Set(lefts).size).toBe(3);
});

test("walk the tree and move a column without a pointer", async ({ page, as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const press = (key: string): Promise<void> => manager.keyboard.press(key);
  await row(manager, "概况要闻").focus();
  await press("End");
  await expect(row(manager, "专题")).toBeFocused();
  await press("Home");
  await expect(row(manager, "概况要闻")).toBeFocused();
  await press("ArrowRight");
  await expect(row(manager, "概况要闻")).toHaveAttribute("aria-expanded", "true");
  await expect(row(manager, "概况要闻")).toBeFocused();
  await press("ArrowRight");
  await expect(row(manager, "动态要闻")).toBeFocused();
  await press("ArrowDown");
  await expect(row(manager, "概况信息")).toBeFocused();
  await press("ArrowUp");
  await press("ArrowLeft");
  await expect(row(manager, "概况要闻")).toBeFocused();
  await press("ArrowLeft");
  await expect(row(manager, "概况要闻")).toHaveAttribute("aria-expanded", "false");
  await expect(row(manager, "动态要闻")).toHaveCount(0);
  await expect(row(manager, "概况要闻")).toBeFocused();

  await select(manager, "办事服务", "便民利企服务", "企业开办");
  await expect(value(panel(manager, "企业开办"), "位置")).toHaveText(/办事服务.*便民利企服务.*企业开办/);
  await expect(row(manager, "企业开办")).toBeFocused();
  const order = (): Promise<string[]> => between(manager, "保障性住房", "经营纳税");
  expect(await order()).toEqual(["保障性住房", "企业开办", "经营纳税"]);

  await press("Alt+ArrowUp");
  await expect(preview(manager)).toContainText("企业开办、保障性住房");
  await expect(preview(manager)).toContainText("任何单位的权限都不变。");
  await press("Escape");
  await expect(preview(manager)).toBeHidden();
  await expect(row(manager, "企业开办")).toBeFocused();
  expect(await order()).toEqual(["保障性住房", "企业开办", "经营纳税"]);

  await press("Alt+ArrowUp");
  await expect(preview(manager).getByRole("button", { name: "保存" })).toBeEnabled();
  await preview(manager).getByRole("button", { name: "保存" }).focus();
  await press("Enter");
  await expect(manager.getByText("方案已修改，权限随即生效。")).toBeVisible();
  await expect.poll(() => between(manager, "企业开办", "经营纳税")).toEqual(["企业开办", "保障性住房", "经营纳税"]);

  // The navigation of the portal is the plan.
  await page.goto("/c/bmlqfw");
  const links = page.getByRole("main").getByRole("link", { name: /^(企业开办|保障性住房)$/ });
  await expect(links.first()).toHaveText("企业开办");
});

test("the keyboard leads out of a branch that a search has opened", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await manager.getByRole("search").getByLabel("查找栏目").fill("教育培");
  await row(manager, "教育培训").focus();
  await manager.keyboard.press("ArrowLeft");
  await expect(row(manager, "便民利企服务")).toBeFocused();
  await manager.keyboard.press("ArrowLeft");
  await expect(row(manager, "办事服务")).toBeFocused();
});

test("the keyboard goes on from the column that was moved", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await select(manager, "办事服务", "便民利企服务", "社会福利");
  await manager.keyboard.press("Alt+ArrowDown");
  await expect(preview(manager).getByRole("button", { name: "保存" })).toBeEnabled();
  await preview(manager).getByRole("button", { name: "保存" }).press("Enter");
  await expect(manager.getByText("方案已修改，权限随即生效。")).toBeVisible();
  await expect.poll(() => between(manager, "生育服务", "社会福利")).toEqual(["生育服务", "社会福利"]);
  await expect(row(manager, "社会福利")).toBeFocused();
  await manager.keyboard.press("ArrowUp");
  await expect(row(manager, "生育服务")).toBeFocused();
});

test("move columns by dragging them", async ({ page, as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await select(manager, "互动回应", "咨询投诉");
  await drag(manager, "在线访谈", "咨询投诉", 0.5);
  await expect(preview(manager)).toContainText("互动回应 / 咨询投诉 / 在线访谈");
  await expect(preview(manager)).toContainText("任何单位的权限都不变。");
  await cancel(manager);
  await row(manager, "在线访谈").click();
  const place = value(panel(manager, "在线访谈"), "位置");
  await expect(place).toHaveText("互动回应 / 在线访谈");
  await drag(manager, "在线访谈", "咨询投诉", 0.5);
  await save(manager);
  await expect(place).toHaveText("互动回应 / 咨询投诉 / 在线访谈");
  await page.goto("/c/zxft");
  await expect(page.getByRole("navigation", { name: "当前位置" })).toContainText("咨询投诉");

  // The upper edge is before it, the lower after it.
  await drag(manager, "在线访谈", "调查征集", 0.1);
  await save(manager);
  await expect(place).toHaveText("互动回应 / 在线访谈");
  await expect.poll(() => between(manager, "网上举报", "调查征集")).toEqual(["网上举报", "在线访谈", "调查征集"]);
  await drag(manager, "在线访谈", "调查征集", 0.9);
  await expect(preview(manager)).toContainText("调查征集、在线访谈");
  await cancel(manager);
});

test("where a column lands depends on the height in the row, not on what the pointer hits there", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await select(manager, "概况要闻", "概况信息");
  for (const [share, means] of [
    [0.35, "概况要闻 / 概况信息 / 动态要闻"],
    [0.65, "概况要闻 / 概况信息 / 动态要闻"],
  ] as const) {
    await drag(manager, "动态要闻", "概况信息", share);
    await expect(preview(manager).getByRole("button", { name: "取消" })).toBeVisible();
    await expect.soft(preview(manager), `dropped at ${share} of the row`).toContainText(means);
    await cancel(manager);
  }
});
