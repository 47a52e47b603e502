// The desk of somebody with many items: find them by filters, sign several at once, decide on one after the other by
// keyboard. What another person did meanwhile is told item by item.
import type { Page } from "@playwright/test";
import { hydrated, openDesk } from "../harness/desk.ts";
import { otherPublisher, otherReviewer, publisher, reviewer } from "../harness/people.ts";
import { arrived, publishedUrgently } from "../harness/prepared.ts";
import { passReview } from "../harness/signing.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, openReview } from "../harness/writing.ts";

const FINANCE = { name: "政府采购领域", code: "zfcgly" };

interface Filter {
  words?: string;
  column?: RegExp;
  unit?: string;
  stage?: string;
}

async function find(page: Page, { words, column, unit, stage }: Filter): Promise<void> {
  const search = page.getByRole("search");
  await search.getByLabel("标题").fill(words ?? "");
  const columns = search.getByLabel("栏目");
  const path = column && (await columns.locator("option", { hasText: column }).innerText());
  await columns.selectOption(path === undefined ? "" : { label: path });
  await search.getByLabel("单位").selectOption(unit === undefined ? "" : { label: unit });
  await search.getByLabel("状态").selectOption(stage === undefined ? "" : { label: stage });
  const address = page.url();
  await search.getByRole("button", { name: "查询" }).click();
  await expect(page).not.toHaveURL(address);
}

/** The titles of the list, from the first to the last. */
const titles = (page: Page) => page.getByRole("region", { name: "待我处理的信息，等待最久的在前" }).getByRole("link");

test("filters by words, column, unit and stage, kept in the address", async ({ as }) => {
  test.slow();
  const [school, money, passed] = ["筛选试验：学校公告", "筛选试验：采购公告", "筛选试验：已审公告"];
  const clerk = await as(publisher);
  await arrived(clerk, { title: school, body: ["学校的公告。"] });
  await arrived(await as(otherPublisher), { title: money, body: ["采购的公告。"] }, FINANCE.code);
  const item = await arrived(clerk, { title: passed, body: ["审核已经通过。"] });
  await passReview(await as(otherReviewer), item);

  const lead = await as(reviewer);
  await openDesk(lead, "/desk/inbox");
  await find(lead, { words: "筛选试验" });
  await expect(titles(lead)).toHaveText([school, money, passed]);
  await find(lead, { words: "筛选试验", column: new RegExp(`${FINANCE.name}$`) });
  await expect(titles(lead)).toHaveText([money]);
  await find(lead, { words: "筛选试验", unit: "县教育局" });
  await expect(titles(lead)).toHaveText([school, passed]);
  await find(lead, { words: "筛选试验", unit: "县教育局", stage: "待签" });
  await expect(titles(lead)).toHaveText([passed]);
  // The address can be sent to a colleague, and shows what is set.
  await lead.reload();
  await hydrated(lead);
  await expect(titles(lead)).toHaveText([passed]);
  await expect(lead.getByRole("search").getByLabel("标题")).toHaveValue("筛选试验");
  await find(lead, { words: "没有这样的标题" });
  await expect(lead.getByText("没有符合条件的待办")).toBeVisible();
  await lead.getByRole("link", { name: "显示全部待办" }).click();
  await expect(lead.getByRole("link", { name: school })).toBeVisible();
});

test("three are signed at once, one of which its author takes back meanwhile", async ({ page, as }) => {
  test.slow();
  const [first, recalled, last] = ["批量签发：第一条", "批量签发：撤回的一条", "批量签发：第三条"];
  const clerk = await as(publisher);
  await arrived(clerk, { title: first, body: ["第一条的正文。"] });
  const item = await arrived(clerk, { title: recalled, body: ["这一条要撤回。"] });
  await arrived(clerk, { title: last, body: ["第三条的正文。"] });

  const lead = await as(reviewer);
  await openDesk(lead, "/desk/inbox");
  await find(lead, { words: "批量签发" });
  await expect(titles(lead)).toHaveText([first, recalled, last]);
  for (const title of [first, recalled, last]) await lead.getByRole("checkbox", { name: `选择“${title}”` }).check();
  const bar = lead.getByRole("group", { name: "批量处理" });
  await expect(bar).toContainText("已选 3 条");

  await openReview(clerk, item);
  await decisions(clerk).getByRole("button", { name: "撤回送审" }).click();
  await expect(clerk).toHaveURL(/\/desk\/items\/\d+$/);

  await bar.getByRole("button", { name: "批量签发" }).click();
  const asked = lead.getByRole("dialog", { name: "批量签发", exact: true });
  await expect(asked.getByRole("listitem")).toHaveText([first, recalled, last]);
  await asked.getByRole("button", { name: "全部签发" }).click();
  const results = lead.getByRole("dialog", { name: "批量签发结果" });
  const result = (title: string) => results.getByRole("row").filter({ hasText: title });
  await expect(result(first)).toContainText("已发");
  await expect(result(recalled)).toContainText(/未签发：.*(状态|修改|处理)/);
  await expect(result(last)).toContainText("已发");
  await results.getByRole("button", { name: "知道了" }).click();
  await expect(lead.getByText("没有符合条件的待办")).toBeVisible();

  await page.goto("/c/jypx");
  const list = page.getByRole("main");
  await expect(list.getByRole("link", { name: first })).toBeVisible();
  await expect(list.getByRole("link", { name: last })).toBeVisible();
  await expect(list.getByRole("link", { name: recalled })).toHaveCount(0);
});

test("j, k, x, a and r work through the list", async ({ as }) => {
  test.slow();
  const [first, second, third] = ["键盘办理：甲", "键盘办理：乙", "键盘办理：丙"];
  const clerk = await as(publisher);
  for (const title of [first, second, third]) await arrived(clerk, { title, body: ["用键盘办理。"] });

  const lead = await as(reviewer);
  await openDesk(lead, "/desk/inbox");
  await find(lead, { words: "键盘办理" });
  await expect(titles(lead)).toHaveText([first, second, third]);
  const row = (title: string) => lead.getByRole("link", { name: title });
  // Nothing is decided before a row is chosen.
  await lead.getByRole("heading", { level: 1 }).click();
  await lead.keyboard.press("a");
  await expect(lead.getByRole("dialog")).toHaveCount(0);

  for (const [key, title] of [["j", first], ["j", second], ["j", third], ["j", third], ["k", second]] as const) {
    await lead.keyboard.press(key);
    await expect(row(title)).toBeFocused();
  }
  await lead.keyboard.press("x");
  await expect(lead.getByRole("checkbox", { name: `选择“${second}”` })).toBeChecked();
  await lead.keyboard.press("x");
  await expect(lead.getByRole("checkbox", { name: `选择“${second}”` })).not.toBeChecked();

  await lead.keyboard.press("r");
  const returning = lead.getByRole("dialog", { name: "退回" });
  await returning.getByLabel("理由（必填）").fill("标题要写明事由，j、k、a、r 在这里只是文字。");
  await lead.keyboard.press("Escape");
  await expect(returning).toBeHidden();
  await expect(row(second), "the keyboard is back where it was").toBeFocused();

  await lead.keyboard.press("a");
  const signing = lead.getByRole("dialog", { name: "签发" });
  await expect(signing).toContainText(second);
  await signing.getByRole("button", { name: "签发" }).click();
  await expect(titles(lead)).toHaveText([first, third]);
  await lead.keyboard.press("j");
  await lead.keyboard.press("r");
  await returning.getByRole("button", { name: "文字有错漏，请校对后重新送审。" }).click();
  await returning.getByRole("button", { name: "退回", exact: true }).click();
  await expect(titles(lead)).toHaveText([third]);
  // Enter opens.
  await lead.keyboard.press("j");
  await lead.keyboard.press("Enter");
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText(third);
});

test("a signs afterwards what was published urgently, x says that it is signed by itself", async ({ as }) => {
  const title = "键盘补签：停水预警";
  const item = await arrived(await as(publisher), { title, body: ["今日下午停水，请提前储水。"] });
  await publishedUrgently(await as(reviewer), item);

  const second = await as(otherReviewer);
  await openDesk(second, "/desk/inbox");
  await find(second, { words: "键盘补签" });
  await expect(titles(second)).toHaveText([title]);
  await second.keyboard.press("j");
  await expect(second.getByRole("link", { name: title })).toBeFocused();
  await second.keyboard.press("x");
  await expect(second.getByText("这一条不能批量签发，请打开后处理。")).toBeVisible();
  await second.keyboard.press("a");
  const signing = second.getByRole("dialog", { name: "补签" });
  await expect(signing).toContainText(`补签“${title}”？`);
  await signing.getByRole("button", { name: "补签" }).click();
  await expect(second.getByText("已补签。")).toBeVisible();
  await expect(second.getByText("没有符合条件的待办")).toBeVisible();
});
