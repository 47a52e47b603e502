// 整改: a blank column on the board becomes a case, the unit answers with evidence, the office sends it back, checks and closes;
// another unit sees nothing of it. What touches a veto item (单项否决) becomes a case there, and lets go of it when it is mended.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { hydrated, openDesk } from "../harness/desk.ts";
import { scan } from "../harness/files.ts";
import { auditor, otherPublisher, portalManager, publisher, reviewer } from "../harness/people.ts";
import { addColumn } from "../harness/plan.ts";
import { arrived } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { sign } from "../harness/writing.ts";

const COLUMN = "研学实践";
const SUBJECT = "研学实践栏目空白";

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** A blank column is what the national inspection vetoes. */
const BLANK = { name: COLUMN, code: "yxsj", cadence: "每月", floor: "6个月" };

/** The column's row on the board, opened. */
async function openOnBoard(manager: Page): Promise<void> {
  await openDesk(manager, `/desk/board?q=${encodeURIComponent(COLUMN)}`);
  await manager.getByRole("region", { name: "栏目", exact: true }).getByText(COLUMN).first().click();
}

async function notify(manager: Page): Promise<string> {
  await openOnBoard(manager);
  await manager.getByRole("link", { name: "发整改通知" }).click();
  await expect(manager).toHaveURL(/\/desk\/cases\/new\?column=yxsj$/);
  await hydrated(manager);
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);
  await expect(manager.getByLabel("整改单位（必填）")).toHaveValue("jyj");
  await expect(panel(manager, "存在问题").getByLabel("存在问题（必填）").first()).toHaveValue(/空白/);
  await manager.getByLabel("事由（必填）").fill("");
  await manager.getByLabel("期限（工作日）（必填）").fill("0");
  await manager.getByRole("button", { name: "发出整改通知" }).click();
  await expect(manager.getByRole("link", { name: "请填写 1 至 120 个工作日" })).toBeVisible();
  await manager.getByLabel("事由（必填）").fill(SUBJECT);
  await manager.getByLabel("期限（工作日）（必填）").fill("3");
  await manager.getByRole("button", { name: "发出整改通知" }).click();
  await expect(manager).toHaveURL(/\/desk\/cases\/\d+$/);
  await hydrated(manager);
  await expect(manager.getByRole("heading", { level: 1 })).toHaveText(SUBJECT);
  return new URL(manager.url()).pathname;
}

async function answer(clerk: Page, done: string): Promise<void> {
  const reply = panel(clerk, "回复整改");
  await reply.getByLabel("整改情况（必填）").fill(done);
  await reply.getByLabel("整改后的网址").fill("/c/yxsj");
  await reply.getByRole("button", { name: "报送整改回复" }).click();
  await expect(clerk.getByText("已报送，等待核查。")).toBeVisible();
}

/** The paper behind a button: it opens in a tab of its own. */
async function printed(page: Page, button: string): Promise<Page> {
  const tab = page.waitForEvent("popup");
  await page.getByRole("link", { name: button }).click();
  const paper = await tab;
  await paper.waitForLoadState();
  await expectAccessible(paper);
  return paper;
}

test("from a blank column to a closed case", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  await addColumn(manager, ["办事服务", "便民利企服务"], BLANK);
  const address = await notify(manager);

  const clerk = await as(publisher);
  await openDesk(clerk, "/desk");
  await expect(clerk.getByRole("region", { name: "三十天内到期" }).locator(`a[href="${address}"]`)).toBeVisible();
  await clerk.getByRole("region", { name: "待我处理" }).getByRole("link", { name: /件整改等本单位回复/ }).click();
  await expect(clerk).toHaveURL(/\/desk\/cases$/);
  await clerk.getByRole("link", { name: SUBJECT }).click();
  await expect(clerk).toHaveURL(new RegExp(`${address}$`));
  await expect(clerk.getByRole("heading", { level: 1, name: SUBJECT })).toBeVisible();
  await expectAccessible(clerk);
  await expectNoSidewaysScroll(clerk);
  await clerk.getByRole("button", { name: "签收整改通知" }).click();
  const reply = panel(clerk, "回复整改");
  await reply.getByRole("button", { name: "报送整改回复" }).click();
  await expect(reply.getByRole("link", { name: "请附整改证据：整改后的网址，或上传文件" })).toBeVisible();
  await reply.getByLabel("证据文件").setInputFiles(scan("整改说明.pdf"));
  await expect(reply.getByRole("link", { name: "整改说明.pdf" })).toBeVisible();
  await reply.getByLabel("整改情况（必填）").fill("写到一半");
  await expectAccessible(clerk);
  // Leaving the page loses nothing of it.
  await openDesk(clerk, "/desk/cases");
  await openDesk(clerk, address);
  await expect(reply.getByText("已恢复上次填写、没有发出的内容。")).toBeVisible();
  await expect(reply.getByLabel("整改情况（必填）")).toHaveValue("写到一半");
  await expect(reply.getByRole("link", { name: "整改说明.pdf" })).toBeVisible();
  await answer(clerk, "已安排专人补充内容。");

  await openDesk(manager, "/desk/cases?state=replied");
  await manager.getByRole("link", { name: SUBJECT }).click();
  const points = panel(manager, "存在问题");
  await expect(points).toContainText("已安排专人补充内容。");
  await expect(points).toContainText("栏目看板：空白");
  const file = await points.getByRole("link", { name: "整改说明.pdf" }).getAttribute("href");
  expect((await manager.request.get(file ?? "")).status()).toBe(200);
  const check = panel(manager, "核查");
  await check.getByRole("button", { name: "提交核查结论" }).click();
  await check.getByRole("link", { name: "请判定这个问题是否整改到位" }).click();
  await expect(check.getByRole("group", { name: /^问题 1：/ })).toBeFocused();
  await check.getByLabel("退回整改").check();
  await check.getByLabel("退回理由（必填）").fill("栏目仍然空白");
  await check.getByLabel("重新整改的期限（工作日）（必填）").fill("5");
  await check.getByRole("button", { name: "提交核查结论" }).click();
  await expect(manager.getByText("退回整改回复")).toBeVisible();

  await openDesk(clerk, address);
  await expect(panel(clerk, "存在问题")).toContainText("栏目仍然空白");
  await answer(clerk, "内容已发布。");

  await openDesk(manager, address);
  await panel(manager, "核查").getByLabel("整改到位").check();
  await panel(manager, "核查").getByRole("button", { name: "提交核查结论" }).click();
  await panel(manager, "销号").getByRole("button", { name: "销号" }).click();
  await expect(panel(manager, "经过")).toContainText("整改销号");
  await expectAccessible(manager);

  const notice = await printed(manager, "打印整改通知书");
  await expect(notice.getByRole("heading", { level: 1 })).toContainText("整改通知书");
  await expect(notice.locator("main")).toContainText("县教育局：");
  const letter = await printed(manager, "打印整改回复");
  await expect(letter.locator("main")).toContainText("内容已发布。");

  const stranger = await as(otherPublisher);
  await openDesk(stranger, address);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("不能显示");
  expect((await stranger.request.get(file ?? "")).status()).toBe(404);
  await openDesk(stranger, "/desk/cases");
  await expect(stranger.getByRole("link", { name: SUBJECT })).toHaveCount(0);
});

/** The veto condition of the national inspection of 2019: five blank columns touch it, three warn. */
const VETO = "空白栏目5个以上";
const VETO_LIMIT = 5;
const VETO_WARNS = 3;
const VETO_COLUMN = { name: "劳动实践", code: "ldsj", cadence: "每月", floor: "6个月" };
const VETO_SUBJECT = `“${VETO_COLUMN.name}”没有任何信息`;
const MENDED = { title: "全县中小学劳动实践基地名单", body: ["经评审，全县共设中小学劳动实践基地七处。"] };

/** The line of the veto condition, on the score of now. */
async function onVeto(manager: Page): Promise<Locator> {
  await openDesk(manager, "/desk/assessment?rules=national-2019");
  const row = panel(manager, "单项否决").getByRole("row").filter({ hasText: VETO });
  await expect(row).toHaveCount(1);
  return row;
}

/** How many blank columns the line counts, from the words about its limit. */
async function blankColumns(row: Locator): Promise<number> {
  const words = await row.innerText();
  const touched = /已触及否决：(\d+) 个栏目/.exec(words);
  const left = /离否决还差 (\d+) 个栏目/.exec(words);
  const figure = touched?.[1] ?? left?.[1];
  if (figure === undefined) throw new Error(`the veto says neither how many nor how many are left: ${words}`);
  return touched ? Number(figure) : VETO_LIMIT - Number(figure);
}

/** State and figure of the line, for so many blank columns. */
async function expectBlank(row: Locator, count: number): Promise<void> {
  if (count >= VETO_LIMIT) {
    await expect(row).toContainText("已触及");
    await expect(row).toContainText(`已触及否决：${count} 个栏目`);
  } else {
    await expect(row).toContainText(count >= VETO_WARNS ? "预警" : "未触及");
    await expect(row).toContainText(`离否决还差 ${VETO_LIMIT - count} 个栏目`);
  }
  await expect(row.locator("summary")).toHaveCount(count > 0 ? 1 : 0);
  if (count > 0) await expect(row.locator("summary")).toHaveText(`${count} 条`);
}

test("a veto item is touched, becomes a case, and lets go of what was mended", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  const before = await blankColumns(await onVeto(manager));
  // As many blank columns as touch the item, whatever the demo has by itself.
  const more = Math.max(1, VETO_LIMIT - before);
  const added = Array.from({ length: more }, (_, at) =>
    at === 0 ? VETO_COLUMN : { ...VETO_COLUMN, name: `${VETO_COLUMN.name}${at + 1}`, code: `${VETO_COLUMN.code}${at + 1}` },
  );
  for (const column of added) await addColumn(manager, ["办事服务", "便民利企服务"], column);
  const touched = before + more;
  const row = await onVeto(manager);
  await expectBlank(row, touched);

  // What would be if all but two were filled, and if nobody typed a number.
  const supposed = row.getByLabel(`假如“${VETO}”达到（个）`);
  const simulate = manager.getByRole("button", { name: "按假如的数值模拟" });
  await supposed.fill("两个");
  await simulate.click();
  await expect(supposed).toHaveAccessibleDescription(/请填写数字/);
  await supposed.fill("2");
  await simulate.click();
  await expect(manager).toHaveURL(/suppose=v4c/);
  await expect(row).toContainText("未触及");
  await expect(row).toContainText("离否决还差 3 个栏目");
  await expect(row).toContainText(`已触及否决：${touched} 个栏目`);
  await expect(panel(manager, "模拟结果")).toBeVisible();
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);

  await row.locator("summary").click();
  const evidence = row.getByRole("listitem").filter({ hasText: VETO_SUBJECT });
  await expectAccessible(manager);
  await evidence.getByRole("link", { name: "发整改通知" }).click();
  await expect(manager).toHaveURL(/\/desk\/cases\/new\?rules=national-2019&veto=v4c&column=ldsj&subject=ldsj$/);
  await hydrated(manager);
  await expect(manager.getByLabel("整改单位（必填）")).toHaveValue("jyj");
  await expect(manager.getByLabel("事由（必填）")).toHaveValue(VETO_SUBJECT);
  const fault = `${VETO_SUBJECT}；属单项否决“栏目不更新”的情形：${VETO}`;
  await expect(panel(manager, "存在问题").getByLabel("存在问题（必填）").first()).toHaveValue(fault);
  await manager.getByRole("button", { name: "发出整改通知" }).click();
  await expect(manager).toHaveURL(/\/desk\/cases\/\d+$/);
  await hydrated(manager);
  const address = new URL(manager.url()).pathname;

  const clerk = await as(publisher);
  await openDesk(clerk, address);
  await expect(panel(clerk, "存在问题")).toContainText(fault);
  await clerk.getByRole("button", { name: "签收整改通知" }).click();
  const reply = panel(clerk, "回复整改");
  await expect(reply).toBeVisible();
  const published = await sign(await as(reviewer), await arrived(clerk, MENDED, VETO_COLUMN.code));
  await reply.getByLabel("证据文件").setInputFiles(scan("劳动实践整改说明.pdf"));
  await expect(reply.getByRole("link", { name: "劳动实践整改说明.pdf" })).toBeVisible();
  await reply.getByLabel("整改情况（必填）").fill("已发布劳动实践基地名单。");
  await reply.getByLabel("整改后的网址").fill(published);
  await reply.getByRole("button", { name: "报送整改回复" }).click();
  await expect(clerk.getByText("已报送，等待核查。")).toBeVisible();

  // The item lets go of the column that was mended, before anybody has judged the answer.
  const mended = await onVeto(manager);
  await expectBlank(mended, touched - 1);
  await expect(mended.getByText(VETO_SUBJECT)).toHaveCount(0);

  await openDesk(manager, address);
  const points = panel(manager, "存在问题");
  await expect(points).toContainText("已发布劳动实践基地名单。");
  await expect(points).toContainText("栏目看板：正常");
  await panel(manager, "核查").getByLabel("整改到位").check();
  await panel(manager, "核查").getByRole("button", { name: "提交核查结论" }).click();
  await panel(manager, "销号").getByRole("button", { name: "销号" }).click();
  await expect(panel(manager, "经过")).toContainText("整改销号");
  await expectAccessible(manager);

  // Only who may open cases is offered one.
  const reader = await as(auditor);
  await openDesk(reader, "/desk/assessment?rules=national-2019");
  const read = panel(reader, "单项否决").getByRole("row").filter({ hasText: VETO });
  await expectBlank(read, touched - 1);
  await expect(read.getByText("发整改通知")).toHaveCount(0);
});

test("a case fits a phone, and the register is filtered in the address", async ({ as }) => {
  test.slow();
  const manager = await as(portalManager);
  await openDesk(manager, "/desk/cases/new");
  await manager.getByLabel("整改单位（必填）").selectOption("县教育局");
  await manager.getByLabel("事由（必填）").fill("咨询电话无人接听");
  await manager.getByLabel("存在问题（必填）").fill("工作日上午三次拨打，无人接听");
  await manager.getByRole("button", { name: "发出整改通知" }).click();
  await expect(manager).toHaveURL(/\/desk\/cases\/\d+$/);
  await hydrated(manager);
  const address = new URL(manager.url()).pathname;
  await manager.getByRole("button", { name: "撤销通知" }).first().click();
  const dialog = manager.getByRole("dialog", { name: "撤销整改通知" });
  await dialog.getByRole("button", { name: "撤销通知" }).click();
  await expect(dialog.getByLabel("撤销理由（必填）")).toBeFocused();
  await expectAccessible(manager);
  await dialog.getByRole("button", { name: "取消" }).click();

  const clerk = await as(publisher);
  await clerk.setViewportSize({ width: 390, height: 844 });
  for (const page of ["/desk/cases", address]) {
    await openDesk(clerk, page);
    await expectNoSidewaysScroll(clerk);
    await expectAccessible(clerk);
  }
  const reader = await as(auditor);
  await openDesk(reader, "/desk/cases");
  const search = reader.getByRole("search");
  await search.getByLabel("状态").selectOption("待签收");
  await search.getByLabel("整改单位").selectOption("县教育局");
  await search.getByRole("button", { name: "查询" }).click();
  await expect(reader).toHaveURL(/state=noticed&unit=jyj/);
  await expect(reader.getByRole("link", { name: "咨询电话无人接听" })).toBeVisible();
  await search.getByLabel("期限").selectOption("已逾期");
  await search.getByRole("button", { name: "查询" }).click();
  await expect(reader.getByText("没有符合条件的整改")).toBeVisible();
  await expect(reader.getByRole("link", { name: "发整改通知" })).toHaveCount(0);
});
