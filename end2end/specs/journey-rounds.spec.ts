// 月度巡查: a unit's clerk goes through the checklist of the unit's columns, writes down what is wrong, and it is signed in the
// name of the unit's head; the office sees who has signed, on paper. What two people at one checklist do to one another, and what
// is late or missing, is played on a clock of its own in crates/cms.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { otherPublisher, portalManager, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const UNIT = "县教育局";
const HEAD = "陆世平";
const PROBLEM = "附件打不开，已联系技术人员，下周一前修复。";

/** The columns of the checklist, each with its question. */
const lines = (page: Page): Locator => page.getByRole("listitem").filter({ has: page.getByRole("group", { name: /巡查结果$/ }) });

/** Answers for a column: what the system holds against it is a problem, the rest is in order. */
async function answer(line: Locator): Promise<void> {
  if (await line.getByText("系统记录为").isVisible()) {
    await line.getByRole("radio", { name: "有问题" }).check();
    await line.getByLabel("说明").fill("正在补充。");
  } else {
    await line.getByRole("radio", { name: "正常" }).check();
  }
}

async function sign(page: Page): Promise<void> {
  await page.getByRole("button", { name: "签字", exact: true }).click();
  await page.getByRole("dialog", { name: "签署月度巡查" }).getByRole("button", { name: "确认签字" }).click();
}

test("the clerk ticks, the head's name stands under it, the office sees it", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  await openDesk(clerk, "/desk/rounds");
  await expect(clerk.getByRole("heading", { level: 2, name: UNIT })).toBeVisible();
  await expectAccessible(clerk);
  await expectNoSidewaysScroll(clerk);

  // Nothing is answered: every column and the signature say so, and nothing is signed.
  const count = await lines(clerk).count();
  expect(count).toBeGreaterThan(0);
  await sign(clerk);
  const summary = clerk.getByRole("alert").filter({ hasText: "请先改正以下问题" });
  await expect(summary.getByRole("link")).toHaveCount(count + 1);
  await expect(summary).toContainText("请填写单位负责人姓名");
  // Each names its column, and leads to its question.
  await expect(summary.getByRole("link", { name: /^“.+”：请选择“正常”或“有问题”$/ })).toHaveCount(count);
  await summary.getByRole("link").first().click();
  await expect(clerk.getByRole("group", { name: /巡查结果$/ }).first()).toBeFocused();
  await expectAccessible(clerk);

  for (const line of await lines(clerk).all()) await answer(line);
  const first = lines(clerk).first();
  // A note that is too long is said so beside its field; the other columns are saved all the same.
  await first.getByRole("radio", { name: "有问题" }).check();
  await first.getByLabel("说明").fill("长".repeat(301));
  await expect(first.getByRole("alert").filter({ hasText: "说明最多 300 字" })).toBeVisible();
  await expect(clerk.getByText("该栏尚未保存，改短后自动保存")).toBeVisible();
  await first.getByLabel("说明").fill(PROBLEM);
  await expect(clerk.getByText(`已填 ${count} / ${count} 个栏目`)).toBeVisible();
  await expect(clerk.getByText(/已保存 \d{4}-\d{2}-\d{2}/)).toBeVisible();

  // What was answered is kept; what is signed is closed.
  await openDesk(clerk, "/desk/rounds");
  await expect(first.getByLabel("说明")).toHaveValue(PROBLEM);
  await clerk.getByLabel("单位负责人（必填）").fill(HEAD);
  await sign(clerk);
  await expect(clerk.getByText(`单位负责人 ${HEAD}，经办 `)).toBeVisible();
  await expect(clerk.getByRole("button", { name: "签字", exact: true })).toHaveCount(0);
  await expect(clerk.getByRole("table", { name: "巡查记录" })).toContainText(PROBLEM);
  await expectNoSidewaysScroll(clerk);

  // The unit's own paper.
  await clerk.getByRole("link", { name: "月度巡查表" }).click();
  await expect(clerk).toHaveURL(/\/desk\/print\/rounds\/jyj\/\d{4}-\d{2}$/);
  const paper = clerk.getByRole("main");
  await expect(paper.getByRole("row", { name: /^签字(?!期限)/ })).toContainText(HEAD);
  await expect(paper).toContainText(PROBLEM);
  await expectAccessible(clerk);
  await expectNoSidewaysScroll(clerk);
  const sheet = new URL(clerk.url()).pathname;

  // Another unit reads neither that paper nor the table of all.
  const other = await as(otherPublisher);
  for (const [address, refusal] of [
    [sheet, "这条信息由其他单位负责"],
    ["/desk/print/rounds", "您的账号类型没有这项权限"],
  ] as const) {
    await other.goto(address);
    await expect(other.getByText(refusal)).toBeVisible();
    await expect(other.getByText(PROBLEM)).toHaveCount(0);
    await expect(other.getByRole("table")).toHaveCount(0);
  }

  const office = await as(portalManager);
  await office.goto("/desk/print/rounds");
  const row = office.getByRole("row", { name: new RegExp(`^${UNIT}`) });
  await expect(row).toContainText(/(已签|迟签)（\d+）/);
  await expect(office.getByText("其中有问题的栏目 3 个")).toBeVisible();
  await expectAccessible(office);
  await expectNoSidewaysScroll(office);
  await office.emulateMedia({ media: "print" });
  await expect(office.getByRole("button", { name: "查询" })).toBeHidden();
  await office.emulateMedia({ media: "screen" });
  await office.getByRole("combobox", { name: /^单位/ }).selectOption(UNIT);
  await office.getByRole("button", { name: "查询" }).click();
  await expect(office).toHaveURL(/unit=jyj/);
  await expect(office.getByRole("row")).toHaveCount(2);
  await row.getByRole("link", { name: /^(已签|迟签)/ }).click();
  await expect(office.getByRole("main")).toContainText(PROBLEM);
});
