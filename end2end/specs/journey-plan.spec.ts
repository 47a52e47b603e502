// The plan is the program: the portal manager moves, changes, adds and retires columns in the desk, sees what it does to
// rights before it is saved, and everybody works by it at once.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { newsReviewer, otherReviewer, portalManager, publisher, reviewer } from "../harness/people.ts";
import { cancel, openColumns, panel, preview, row, save, select, tree, value } from "../harness/plan.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, expectStage, openReview, sign, submitted } from "../harness/writing.ts";

/** The columns that somebody may start an item in, by their paths. */
async function writableColumns(page: Page): Promise<string[]> {
  await openDesk(page, "/desk/items/new");
  return page.getByLabel("栏目（必填）").locator("option").allInnerTexts();
}

/** Fills in a new group under 专题 and asks what it would change; the form waits behind the preview. */
async function proposeGroup(manager: Page, name: string, code: string): Promise<Locator> {
  const channel = await select(manager, "专题");
  await channel.getByRole("button", { name: "新增下级" }).click();
  const form = manager.getByRole("dialog", { name: "新增下级栏目" });
  await form.getByLabel("类型").selectOption({ label: "栏目组" });
  await form.getByLabel("名称（必填）").fill(name);
  await form.getByLabel("代码（必填）").fill(code);
  await form.getByRole("button", { name: "预览变更" }).click();
  return form;
}

test("a column moves by the dialog, and nothing below itself", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const about = await select(manager, "概况要闻", "概况信息");
  await about.getByRole("button", { name: "移动" }).click();
  const dialog = manager.getByRole("dialog", { name: "移动栏目" });
  const places = await dialog.getByLabel("移到").locator("option").allInnerTexts();
  expect(places).toContain("最上层（频道）");
  expect(places.filter((place) => place.includes("概况信息"))).toEqual([]);
  await dialog.getByLabel("移到").selectOption({ label: "隆安数据" });
  await dialog.getByLabel("位置").selectOption({ label: "“数据查询”之前" });
  await dialog.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText("隆安数据 / 概况信息");
  await cancel(manager);
  await expect(value(about, "位置")).toHaveText(/概况要闻.*概况信息/);
});

test("a duty changes hands: seen before it is saved, in force at once", async ({ as }) => {
  test.slow();
  const column = ["政府信息公开", "信息公开目录", "社会公益事业建设领域公开", "社会救助和社会福利领域"] as const;
  const text = { title: "2026年第三季度临时救助发放情况", body: ["第三季度发放临时救助金二百四十人次。"] };
  const item = await submitted(await as(publisher), text, column[3]);

  const manager = await as(portalManager);
  await openColumns(manager);
  const about = await select(manager, ...column);
  await expect(value(about, "序号")).toHaveText("C34");
  await expect(value(about, "更新时效")).toContainText("20个工作日");
  await expect(value(about, "保障单位")).toContainText("县教育局");
  await expect(value(about, "牵头单位")).toHaveText("县政务办");

  const dialog = manager.getByRole("dialog", { name: "职责与时效" });
  const ask = async (): Promise<void> => {
    if (await dialog.isHidden()) await about.getByRole("button", { name: "职责与时效" }).click();
    await dialog.getByLabel("牵头单位（必填）").fill("县没有这个局");
    await dialog.getByRole("button", { name: "预览变更" }).click();
    await expect(dialog.getByRole("alert").filter({ hasText: "请先改正以下问题" })).toContainText("方案里没有单位“县没有这个局”");
    await dialog.getByLabel("牵头单位（必填）").fill("县委宣传部");
    await dialog.getByRole("button", { name: "预览变更" }).click();
    const rights = preview(manager).getByRole("table", { name: "权限的变化" });
    await expect(rights.getByRole("row").filter({ hasText: "县政务办" })).toContainText(/审核签发.*失去/);
    await expect(rights.getByRole("row").filter({ hasText: "县委宣传部" })).toContainText(/审核签发.*得到/);
  };
  await ask();
  await cancel(manager);
  await expect(value(about, "牵头单位")).toHaveText("县政务办");
  const before = await as(otherReviewer);
  await openReview(before, item);
  await expect(decisions(before).getByRole("button", { name: "签发" })).toBeVisible();

  await ask();
  await save(manager);
  await expect(dialog).toBeHidden();
  await expect(value(about, "牵头单位")).toHaveText("县委宣传部");
  const versions = manager.getByRole("region", { name: "方案版本" }).getByRole("row");
  await expect(versions.nth(1)).toContainText("李明远");
  await expect(versions.nth(1)).toContainText("牵头 县委宣传部");

  // Who had it open cannot sign it any more; whoever leads now finds it and signs.
  await decisions(before).getByRole("button", { name: "签发" }).click();
  await before.getByRole("dialog", { name: "签发" }).getByRole("button", { name: "签发" }).click();
  await expectStage(before, "待审");
  await openDesk(before, "/desk/inbox");
  await expect(before.getByRole("link", { name: text.title })).toHaveCount(0);
  expect((await writableColumns(before)).filter((path) => path.endsWith(column[3]))).toEqual([]);
  const now = await as(newsReviewer);
  await openDesk(now, "/desk/inbox");
  await expect(now.getByRole("link", { name: text.title })).toBeVisible();
  await sign(now, item);
});

test("a column is added, renamed and retired; what was published in it stays", async ({ page, as }) => {
  test.slow();
  const manager = await as(portalManager);
  await openColumns(manager);
  const group = await select(manager, "办事服务", "便民利企服务");
  await group.getByRole("button", { name: "新增下级" }).click();
  const form = manager.getByRole("dialog", { name: "新增下级栏目" });
  await form.getByLabel("名称（必填）").fill("校外托管");
  await form.getByLabel("代码（必填）").fill("校外");
  await form.getByLabel("更新时效（必填）").fill("想起来就更新");
  await form.getByLabel("牵头单位（必填）").fill("县政务办");
  await form.getByLabel("保障单位").fill("教育局");
  await form.getByRole("button", { name: "预览变更" }).click();
  const faults = form.getByRole("alert").filter({ hasText: "请先改正以下问题" });
  await expect(faults.getByRole("link")).toHaveCount(2);
  await faults.getByRole("link", { name: /^代码/ }).click();
  await expect(form.getByLabel("代码（必填）")).toBeFocused();
  await form.getByLabel("代码（必填）").fill("xwtg");
  await form.getByLabel("更新时效（必填）").fill("每月");
  await form.getByLabel("单位发布").check();
  await form.getByLabel("具体内容").fill("校外托管机构名单和收费标准");
  await form.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText("+ 栏目 办事服务 / 便民利企服务 / 校外托管");
  const gains = preview(manager).getByRole("row").filter({ hasText: "得到" });
  await expect(gains.filter({ hasText: "县教育局" })).toContainText("编写送审");
  await expect(gains.filter({ hasText: "县政务办" })).toContainText("审核签发");
  await save(manager);
  // The new column is selected, and has no content.
  await expect(row(manager, "校外托管")).toHaveAttribute("aria-selected", "true");
  await expect(value(panel(manager, "校外托管"), "已发布")).toHaveText("0 条");
  await expect(value(panel(manager, "校外托管"), "更新时效")).toHaveText("每月");
  await manager.getByRole("search").getByLabel("内容", { exact: true }).selectOption({ label: "没有内容" });
  await expect(row(manager, "校外托管")).toBeVisible();
  await manager.getByRole("search").getByRole("button", { name: "清除" }).click();

  await panel(manager, "校外托管").getByRole("button", { name: "改名" }).click();
  const renaming = manager.getByRole("dialog", { name: "改名" });
  await renaming.getByLabel("名称（必填）").fill("校外托管服务");
  await renaming.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText("名称：校外托管 → 校外托管服务");
  await save(manager);
  await expect(row(manager, "校外托管服务")).toBeVisible();
  expect((await page.goto("/c/xwtg"))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("校外托管服务");

  // What was said of it at first can be said anew.
  await panel(manager, "校外托管服务").getByRole("button", { name: "基本信息" }).click();
  const describing = manager.getByRole("dialog", { name: "基本信息" });
  await describing.getByLabel("简介").fill("学生校外托管机构的名单和收费标准");
  await describing.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText("→ 学生校外托管机构的名单和收费标准");
  await expect(preview(manager)).toContainText("任何单位的权限都不变。");
  await save(manager);
  await expect(value(panel(manager, "校外托管服务"), "简介")).toHaveText("学生校外托管机构的名单和收费标准");

  // It takes part in the work at once.
  const clerk = await as(publisher);
  const text = { title: "全县校外托管机构名单", body: ["经核查，全县符合条件的校外托管机构共九家。"] };
  const item = await submitted(clerk, text, "校外托管服务");
  const address = await sign(await as(reviewer), item);

  await openColumns(manager);
  await select(manager, "办事服务", "便民利企服务", "校外托管服务");
  await panel(manager, "校外托管服务").getByRole("button", { name: "停用" }).click();
  await expect(preview(manager)).toContainText("列入历史栏目");
  await expect(preview(manager).getByRole("row").filter({ hasText: "县教育局" })).toContainText(/编写送审.*失去/);
  await save(manager);
  await expect(row(manager, "校外托管服务")).toContainText("历史栏目");
  await expect(value(panel(manager, "校外托管服务"), "停用")).toHaveText(/^\d{4}-\d{2}-\d{2}$/);
  for (const name of ["改名", "停用", "新增下级"]) {
    await expect(panel(manager, "校外托管服务").getByRole("button", { name })).toHaveCount(0);
  }
  expect((await writableColumns(clerk)).filter((path) => path.endsWith("校外托管服务"))).toEqual([]);
  expect((await page.goto(address))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.title);
  expect((await page.goto("/c/xwtg"))?.status()).toBe(200);
  await expect(page.getByRole("main").getByRole("link", { name: text.title })).toBeVisible();
});

test("an addition that is refused is mended, not typed again", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const form = await proposeGroup(manager, "历年专题", "jypx");
  await expect(manager.getByText("代码“jypx”已被占用")).toBeVisible();
  await expectAccessible(manager);
  if (await preview(manager).isVisible()) await cancel(manager);
  await expect(form.getByLabel("名称（必填）")).toHaveValue("历年专题");
  await form.getByLabel("代码（必填）").fill("lnzt");
  await form.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText("+ 栏目 专题 / 历年专题");
  await cancel(manager);
});

test("a column that was never written in disappears when it is retired", async ({ page, as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  await proposeGroup(manager, "旧专题", "jzt");
  await expect(preview(manager)).toContainText("任何单位的权限都不变。");
  await save(manager);
  await panel(manager, "旧专题").getByRole("button", { name: "停用" }).click();
  await expect(preview(manager)).toContainText("− 栏目 专题 / 旧专题");
  await save(manager);
  await expect(row(manager, "旧专题")).toHaveCount(0);
  await expect(manager.getByText("还没有选栏目")).toBeVisible();
  expect((await page.goto("/c/jzt"))?.status()).toBe(404);
});

test("a column that another one shows is not retired under it", async ({ as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const about = await select(manager, "办事服务", "便民利企服务", "教育培训");
  await about.getByRole("button", { name: "停用" }).click();
  await expect(preview(manager)).toContainText("镜像栏目“教育领域”");
  await expect(preview(manager).getByRole("button", { name: "保存" })).toBeDisabled();
  await expectAccessible(manager);
  await cancel(manager);
});

test("the plan leaves the house as a file that checks, and as a table", async ({ server, as }) => {
  const manager = await as(portalManager);
  await openColumns(manager);
  const download = async (link: string): Promise<string> => {
    const started = manager.waitForEvent("download");
    await manager.getByRole("link", { name: link }).click();
    const file = await started;
    return file.path();
  };
  const toml = await download("导出方案文件");
  expect(await readFile(toml, "utf8")).toContain("隆办发〔2018〕93号");
  const checked = await server.run("plan", "check", toml);
  expect(checked.status, checked.text).toBe(0);
  expect(checked.text).toMatch(/方案无误：\d+ 个栏目/);

  // A ZIP archive with at least one sheet in it.
  const xlsx = await readFile(await download("导出表格"));
  expect(xlsx.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  expect(xlsx.includes("xl/worksheets/sheet1.xml")).toBe(true);
  expect(xlsx.length).toBeGreaterThan(8_000);
});

test("the page with a selection and each of its dialogs is accessible", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  const expectGood = async (): Promise<void> => {
    await expectNoSidewaysScroll(manager);
    await expectAccessible(manager);
  };
  await openColumns(manager);
  await manager.getByRole("button", { name: "新增频道" }).click();
  await expect(manager.getByRole("dialog", { name: "新增频道" })).toBeVisible();
  await expectGood();
  await manager.keyboard.press("Escape");

  const expectGoodDialog = async (column: string, button: string, title: string): Promise<void> => {
    const opener = panel(manager, column).getByRole("button", { name: button });
    await opener.click();
    await expect(manager.getByRole("dialog", { name: title })).toBeVisible();
    await expectGood();
    await manager.keyboard.press("Escape");
    await expect(manager.getByRole("dialog", { name: title })).toBeHidden();
    await expect(opener).toBeFocused();
  };
  await select(manager, "办事服务", "便民利企服务");
  await expectGoodDialog("便民利企服务", "新增下级", "新增下级栏目");
  await select(manager, "办事服务", "便民利企服务", "劳动就业");
  await expectGood();
  for (const [button, title] of [
    ["改名", "改名"],
    ["基本信息", "基本信息"],
    ["移动", "移动栏目"],
    ["职责与时效", "职责与时效"],
  ] as const) {
    await expectGoodDialog("劳动就业", button, title);
  }
  // Nothing stands below what is no group.
  await expect(panel(manager, "劳动就业").getByRole("button", { name: "新增下级" })).toHaveCount(0);
  await panel(manager, "劳动就业").getByRole("button", { name: "停用" }).click();
  await expect(preview(manager).getByRole("table", { name: "权限的变化" })).toBeVisible();
  await expectGood();
  await cancel(manager);
  await expect(tree(manager)).toBeVisible();
});
