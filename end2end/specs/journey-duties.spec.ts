// 我的保障: a column that owes something turns up on its unit's first page, one press leads to a draft in it, its lead unit has it
// among its own days, and its publication turns it green, for the clerk and on the county's board. The office's first page counts it.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher, reviewer } from "../harness/people.ts";
import { openColumns, preview, save as savePlan, select } from "../harness/plan.ts";
import { expect, test } from "../harness/test.ts";
import { recordSecrecyReview, sign, submit, write } from "../harness/writing.ts";

const COLUMN = "托管机构";
const TEXT = { title: "全县校外托管机构名单", body: ["经核查，全县符合条件的校外托管机构共九家。"] };

async function addColumn(manager: Page): Promise<void> {
  await openColumns(manager);
  const group = await select(manager, "办事服务", "便民利企服务");
  await group.getByRole("button", { name: "新增下级" }).click();
  const form = manager.getByRole("dialog", { name: "新增下级栏目" });
  await form.getByLabel("名称（必填）").fill(COLUMN);
  await form.getByLabel("代码（必填）").fill("tgjg");
  await form.getByLabel("更新时效（必填）").fill("每月");
  await form.getByLabel("巡查底线").fill("20个工作日");
  await form.getByLabel("牵头单位（必填）").fill("县政务办");
  await form.getByLabel("保障单位").fill("教育局");
  await form.getByLabel("单位发布").check();
  await form.getByRole("button", { name: "预览变更" }).click();
  await expect(form.getByRole("link", { name: "应以天、个月或年计" })).toBeVisible();
  await form.getByLabel("巡查底线").fill("6个月");
  await form.getByRole("button", { name: "预览变更" }).click();
  await expect(preview(manager)).toContainText(COLUMN);
  await savePlan(manager);
}

/** The line of the column on the clerk's first page. */
function duty(page: Page): Locator {
  return page.getByRole("region", { name: "本单位栏目" }).getByRole("listitem").filter({ hasText: COLUMN });
}

/** Opens the board with this column alone. */
async function onBoard(page: Page): Promise<Locator> {
  await openDesk(page, `/desk/board?q=${encodeURIComponent(COLUMN)}`);
  const rows = page.getByRole("region", { name: "栏目", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(2);
  return rows.nth(1);
}

test("from a blank column to a signed page, and green again", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  await addColumn(manager);
  await openDesk(manager, "/desk");
  await expectAccessible(manager);
  await manager.getByRole("list", { name: "待处理情况" }).getByRole("link", { name: /空白栏目$/ }).click();
  await expect(manager).toHaveURL(/\/desk\/board\?state=blank$/);
  await expect(manager.getByRole("region", { name: "栏目", exact: true })).toContainText(COLUMN);
  await expect(await onBoard(manager)).toContainText("空白");

  const clerk = await as(publisher);
  await openDesk(clerk, "/desk");
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText("我的保障");
  // What waits, how the columns stand, the next thirty days: nothing else, and each begins above the fold.
  const parts = clerk.getByRole("main").getByRole("heading", { level: 2 });
  await expect(parts).toHaveText(["待我处理", "本单位栏目和任务", "三十天内到期"]);
  for (const part of await parts.all()) await expect(part).toBeInViewport();
  await expectAccessible(clerk);
  await expectNoSidewaysScroll(clerk);
  await expect(duty(clerk)).toContainText("空白");
  await duty(clerk).getByRole("button", { name: /起草/ }).click();
  await expect(clerk).toHaveURL(/\/desk\/items\/\d+$/);
  const item = Number(clerk.url().split("/").at(-1));
  await write(clerk, TEXT);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  const lead = await as(reviewer);
  await openDesk(lead, "/desk");
  const days = lead.getByRole("region", { name: "三十天内到期" });
  await days.getByRole("link", { name: `待审签：${TEXT.title}` }).click();
  await expect(lead).toHaveURL(new RegExp(`/desk/items/${item}/review$`));
  await sign(lead, item);

  await expect(await onBoard(manager)).toContainText("正常");
  await openDesk(clerk, "/desk");
  const all = clerk.getByText(/^其余 \d+ 项$/);
  if ((await all.count()) > 0) await all.click();
  await expect(duty(clerk)).toContainText("正常");
});

test("the manager exempts a column with a reason that everybody can read", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  await openDesk(manager, "/desk/board?column=jypx&q=C42");
  await manager.getByRole("button", { name: "调整计时" }).click();
  const dialog = manager.getByRole("dialog", { name: "调整“教育培训”的计时" });
  await dialog.getByLabel("方式").selectOption("豁免");
  await dialog.getByLabel("起（延期填原期限）（必填）").fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
  await dialog.getByRole("button", { name: "确定" }).click();
  await expect(dialog.getByText("请写明理由，理由会长期保留")).toBeVisible();
  await expectAccessible(manager);
  await dialog.getByLabel("理由（必填）").fill("栏目改版");
  await dialog.getByRole("button", { name: "确定" }).click();
  await expect(dialog).toBeHidden();
  const reader = await as(auditor);
  await openDesk(reader, "/desk/board?q=C42");
  const row = reader.getByRole("region", { name: "栏目", exact: true }).getByRole("row").nth(1);
  await expect(row).toContainText("不适用");
  await expect(row).toContainText("已豁免：栏目改版");
  await expect(reader.getByRole("button", { name: "调整计时" })).toHaveCount(0);
  await openDesk(reader, "/desk/board?column=jypx&q=C42");
  await reader.getByRole("button", { name: "调整记录" }).click();
  await expect(reader.getByRole("dialog", { name: "“教育培训”的调整记录" })).toContainText("栏目改版");
});

test("a notice is looked at before it moves anything", async ({ as }) => {
  const manager = await as(portalManager);
  await openDesk(manager, "/desk/calendar");
  const form = manager.getByRole("region", { name: "录入放假通知" });
  await form.getByLabel("年份（必填）").fill("2099");
  await form.getByLabel("放假和调休（必填）").fill("县庆 2099-12-40");
  await form.getByRole("button", { name: "先看影响" }).click();
  await expect(form.getByText("第 1 行的“2099-12-40”不是日期")).toBeVisible();
  await form.getByLabel("放假和调休（必填）").fill("县庆 2099-12-01至2099-12-02 上班2099-12-05");
  await form.getByRole("button", { name: "先看影响" }).click();
  await expect(form.getByText("录入后没有期限变动。")).toBeVisible();
  await form.getByRole("button", { name: "录入", exact: true }).click();
  const entered = manager.getByRole("region", { name: "放假安排" }).getByRole("row").filter({ hasText: "县庆" });
  await expect(entered).toContainText("2099-12-01至2099-12-02");
  await entered.getByRole("button", { name: "撤下" }).click();
  const reason = manager.getByRole("dialog", { name: "撤下放假安排" });
  await reason.getByLabel("理由（必填）").fill("录入有误");
  await reason.getByRole("button", { name: "撤下", exact: true }).click();
  await expect(entered).toContainText("已撤下");
});

test("the score tells what every point rests on", async ({ as }) => {
  const manager = await as(portalManager);
  await openDesk(manager, "/desk/assessment");
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);
  const vetoes = manager.getByRole("region", { name: "单项否决" });
  await expect(vetoes.getByRole("row").nth(1)).toContainText(/离否决|触及|未测/);
  await expect(manager.getByRole("region", { name: "尚未测量" })).toContainText("来信");
  await manager.getByRole("navigation", { name: "检查指标" }).getByRole("link", { name: /2015/ }).click();
  await expect(manager).toHaveURL(/rules=census-2015/);
  await expect(manager.getByRole("navigation", { name: "检查指标" }).locator("[aria-current]")).toContainText("2015");
});
