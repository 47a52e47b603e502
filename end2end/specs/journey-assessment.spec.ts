// 考核: the office records a judgement and freezes the score, a second person signs, a unit appeals, another decides; the
// file and the report on paper say the same.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { otherReviewer, portalManager, publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

/** It has leaves for people, and counts columns by unit. */
const PAGE = "/desk/assessment?rules=census-2015";
const REASON = "抽查二十页，三处用语不规范";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function judge(manager: Page): Promise<void> {
  await openDesk(manager, PAGE);
  const form = panel(manager, "人工评判");
  await form.getByRole("button", { name: "登记评判" }).click();
  await expect(form.getByText("请选择要评判的项目")).toBeVisible();
  // Vetoes and what earns points on top stand in the list too.
  const leaves = form.getByLabel("要评判的项目（必填）");
  const test = leaves.locator("option").filter({ hasNotText: /^(请选择|否决|加分)/ }).first();
  await leaves.selectOption((await test.getAttribute("value")) ?? "");
  await form.getByLabel("评判结果").selectOption("计分（扣分项为所扣，加分项为所加）");
  await form.getByLabel("分数").fill("0.5");
  await form.getByLabel("责任单位").selectOption("县教育局");
  await form.getByLabel("理由（必填）").fill(REASON);
  await form.getByRole("button", { name: "登记评判" }).click();
  await expect(form.getByText("请填写依据的网址")).toBeVisible();
  await form.getByLabel("依据的网址").fill("/c/jypx");
  await form.getByRole("button", { name: "登记评判" }).click();
  await expect(manager.getByText("已评判，得分已重新计算")).toBeVisible();
  const line = panel(manager, "人工评判").getByRole("row").nth(1);
  await expect(line).toContainText("0.5 分");
  await expect(line).toContainText(REASON);
  await expect(line).toContainText("李明远");
}

/** Freezes the score and gives the address of the sheet. */
async function freeze(manager: Page): Promise<string> {
  await panel(manager, "封存的考核结果").getByRole("button", { name: "封存当前显示的结果" }).click();
  await expect(manager).toHaveURL(/\/desk\/assessment\/\d+$/);
  await expect(panel(manager, "结果")).toContainText("待另一人签认");
  await expect(manager.getByRole("button", { name: "签认" })).toHaveCount(0);
  return new URL(manager.url()).pathname;
}

test("judged, frozen, signed by another, disputed and decided", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  await judge(manager);
  const sheet = await freeze(manager);
  const figure = await panel(manager, "结果").locator("strong").first().innerText();
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);

  const clerk = await as(publisher);
  await openDesk(clerk, sheet);
  await expect(panel(clerk, "失分").getByRole("button", { name: "申诉" })).toHaveCount(0);

  const second = await as(reviewer);
  await openDesk(second, sheet);
  await second.getByRole("button", { name: "签认" }).click();
  await expect(panel(second, "结果")).toContainText("陆文静");
  await expect(second.getByRole("button", { name: "签认" })).toHaveCount(0);

  await openDesk(clerk, sheet);
  await panel(clerk, "失分").getByRole("row").filter({ hasText: REASON }).getByRole("button", { name: "申诉" }).click();
  const dialog = clerk.getByRole("dialog", { name: "对失分提出申诉" });
  await dialog.getByRole("button", { name: "提出申诉" }).click();
  await expect(dialog.getByText("请写明理由，理由会长期保留")).toBeVisible();
  await dialog.getByLabel("申诉理由（必填）").fill("三处均为规范用语");
  await dialog.getByRole("button", { name: "提出申诉" }).click();
  await expect(panel(clerk, "申诉").getByRole("row").nth(1)).toContainText("待决定");
  await expectAccessible(clerk);

  // Who froze it has no say in it.
  await openDesk(manager, sheet);
  await expect(manager.getByText("与日志不一致")).toHaveCount(0);
  await expect(panel(manager, "申诉").getByRole("button", { name: "决定" })).toHaveCount(0);
  const third = await as(otherReviewer);
  await openDesk(third, sheet);
  await panel(third, "申诉").getByRole("button", { name: "决定" }).click();
  const decision = third.getByRole("dialog", { name: "决定申诉" });
  // What was typed into a decision that was cancelled is not kept for the next.
  await decision.getByLabel("决定的理由（必填）").fill("写错了");
  await decision.getByRole("button", { name: "取消" }).click();
  await panel(third, "申诉").getByRole("button", { name: "决定" }).click();
  await expect(decision.getByLabel("决定的理由（必填）")).toHaveValue("");
  await decision.getByLabel("决定（必填）").selectOption("成立");
  await decision.getByLabel("决定的理由（必填）").fill("经核实，用语符合规范");
  await decision.getByRole("button", { name: "作出决定" }).click();
  await expect(panel(third, "申诉").getByRole("row").nth(1)).toContainText("经核实，用语符合规范");
  await expect(panel(third, "结果")).toContainText("申诉后得分");
  await expect(panel(third, "结果").locator("strong").first()).toHaveText(figure);

  const file = manager.getByRole("link", { name: "下载 XLSX" });
  const answer = await manager.request.get((await file.getAttribute("href")) ?? "");
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, XLSX]);
  expect((await answer.body()).subarray(0, 2).toString()).toBe("PK");
  await manager.getByRole("link", { name: "自查自评报告" }).click();
  await expect(manager).toHaveURL(/\/desk\/print\/assessment-sheets\/\d+$/);
  const paper = manager.getByRole("main");
  await expect(paper.getByRole("heading", { level: 1 })).toHaveText("隆安县政府门户网站自查自评报告");
  await expectAccessible(manager);
  await expect(paper.getByRole("row", { name: /^编制/ })).toContainText("李明远");
  await expect(paper.getByRole("row", { name: /^签认/ })).toContainText("陆文静");
  await expect(paper.getByRole("row", { name: /^摘要值/ })).toContainText("与日志一致");
  await expect(paper).toContainText("三处均为规范用语");
  const pdf = await manager.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await expectAccessible(manager);
});

test("a unit sees its own part, and a simulation says what would follow", async ({ as }) => {
  const clerk = await as(publisher);
  await openDesk(clerk, PAGE);
  await clerk.getByRole("search").getByLabel("看哪个单位的失分").selectOption("县教育局");
  await clerk.getByRole("search").getByLabel("假如再空白的栏目数").fill("3");
  await clerk.getByRole("search").getByRole("button", { name: "查询" }).click();
  await expect(clerk).toHaveURL(/unit=jyj&blank=3/);
  await expect(clerk.getByRole("region", { name: /^县教育局：失分/ })).toBeVisible();
  await expect(panel(clerk, "模拟结果")).toContainText("空白");
  await expect(clerk.getByRole("link", { name: "自查自评报告" })).toHaveCount(0);
  await expectAccessible(clerk);
  await expectNoSidewaysScroll(clerk);
});

test("a day that is over is marked where only today is known", async ({ as }) => {
  const manager = await as(portalManager);
  await openDesk(manager, PAGE);
  const day = new Date(Date.now() - 86_400_000).toLocaleDateString("en-CA", { timeZone: "Asia/Shanghai" });
  await manager.getByRole("search").getByLabel("截止日期").fill(day);
  await manager.getByRole("search").getByRole("button", { name: "查询" }).click();
  await expect(manager).toHaveURL(new RegExp(`at=${day}`));
  await expect(manager.getByRole("region", { name: `${day} 的自查结果` })).toBeVisible();
  await expect(panel(manager, "只有当前数据")).toBeVisible();
  await expect(manager.getByText("如果不采取措施")).toHaveCount(0);
  // A judgement counts from the day on which it is made.
  await expect(manager.getByRole("button", { name: "登记评判" })).toHaveCount(0);
});

test("a day to come is refused beside its field and today is shown", async ({ as }) => {
  const manager = await as(portalManager);
  await openDesk(manager, `${PAGE}&at=2099-01-01`);
  await expect(manager.getByRole("search").getByLabel("截止日期")).toHaveAccessibleDescription(/请选择 .+ 至今天的日期/);
  await expect(manager.getByRole("search").getByLabel("截止日期")).toHaveValue("2099-01-01");
  await expect(panel(manager, "封存的考核结果")).toBeVisible();
  await expectAccessible(manager);
});
