// 专题: from the application of a unit to the history of the portal, with nobody who writes a program.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { photograph } from "../harness/files.ts";
import { publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { expectWaiting, hold } from "../harness/uploading.ts";
import { fillSecrecyReview } from "../harness/writing.ts";

/** A reviewer of 县委办, which leads the column of topics; the demo opens the account for its own topics. */
const lead = { ...publisher, login: "demo-xwb-sh1" };

const TITLE = "县庆七十周年";
const WORDS = "全县各族群众共庆建县七十周年。";
const REASON = "专题工作已经结束。";

function inTwoMonths(): string {
  const day = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(day);
}

/** Fills the form in and sends it; the page of the topic opens. */
async function apply(page: Page): Promise<string> {
  await openDesk(page, "/desk/topics");
  await page.getByRole("link", { name: "申请专题" }).click();
  await page.getByLabel("专题名称（必填）").fill(TITLE);
  await page.getByLabel("申请理由（必填）").fill("集中展示建县以来的成就。");
  await page.getByLabel("更新承诺（必填）").selectOption("每周");
  await page.getByLabel("结束日期（必填）").fill(inTwoMonths());
  await page.getByLabel("联系人和电话（必填）").fill("韦小兰 0771-6520000");
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page).toHaveURL(/\/desk\/topics\/\d+$/);
  await expectStage(page, "申请中");
  return new URL(page.url()).pathname;
}

async function expectStage(page: Page, stage: string): Promise<void> {
  await expect(page.locator(".page-head").getByText(stage, { exact: true })).toBeVisible();
}

function decisions(page: Page): Locator {
  return page.getByRole("group", { name: "决定" });
}

/** Adds an empty block; its form is open. */
async function add(page: Page, kind: string): Promise<Locator> {
  await page.getByRole("group", { name: "添加内容" }).getByRole("button", { name: `＋ ${kind}` }).click();
  const block = page.getByRole("region", { name: kind, exact: true });
  // The cursor goes there by itself: whoever types before it has arrived types into that field.
  await expect(block.getByLabel("小标题")).toBeFocused();
  return block;
}

/** With the switches of the picture in the middle: the bar at the lower edge covers whatever happens to lie behind it. */
async function expectPictureAccessible(page: Page): Promise<void> {
  const width = page.getByRole("button", { name: "手机 390" });
  if ((await width.count()) > 0) await width.evaluate((button) => button.scrollIntoView({ block: "center" }));
  await expectAccessible(page);
}

/** Three blocks; the picture beside them follows. */
async function build(page: Page): Promise<void> {
  const text = await add(page, "文字");
  await text.getByLabel("小标题").fill("导读");
  await text.getByRole("textbox", { name: "专题文字" }).click();
  await page.keyboard.insertText(WORDS);
  const timeline = await add(page, "大事记");
  await timeline.getByLabel("大事记（必填）").fill("2026-10-01 庆祝活动启动");
  const links = await add(page, "快捷入口");
  await links.getByLabel("入口（必填）").fill("站点地图 /sitemap\n办事服务 /c/bsfw");

  const picture = page.frameLocator("iframe");
  await expect(picture.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  await expect(picture.getByText(WORDS)).toBeVisible();
  await expect(picture.getByRole("link", { name: "办事服务" }).last()).toBeVisible();
  await expect(decisions(page).getByRole("status")).toContainText("已自动保存");

  // The order by keyboard; what was removed comes back.
  await page.getByRole("button", { name: "上移“快捷入口”" }).press("Enter");
  await expect(page.getByRole("button", { name: "上移“快捷入口”" })).toBeFocused();
  await page.getByRole("button", { name: "移除“大事记”" }).click();
  await expect(timeline).toHaveCount(0);
  await page.getByRole("button", { name: "撤销" }).last().click();
  await expect(page.getByRole("region", { name: "大事记", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "手机 390" }).click();
  await page.getByLabel("墨灰").first().check();
  await expect(picture.locator(".topic--main-slate")).toBeVisible();
  await expectPictureAccessible(page);
}

/** A page waits for its pictures. The banner is only tried: in the end the page has none. */
async function tryBanner(page: Page): Promise<void> {
  await page.getByRole("button", { name: "添加横幅图片" }).click();
  const upload = hold(page, "**/desk/media?kind=image*");
  await page.getByLabel("横幅图片", { exact: true }).setInputFiles(await photograph());
  const held = await upload;
  await decisions(page).getByRole("button", { name: "送审" }).click();
  await expectWaiting(page);
  await held.continue();
  await expect(page.getByRole("button", { name: "更换图片" })).toBeVisible();
  await page.getByRole("button", { name: "不用横幅图片" }).click();
}

/** Reviewed first, submitted after: without the review the page stays where it is, and nothing typed is lost. */
async function submit(page: Page): Promise<void> {
  await decisions(page).getByRole("button", { name: "送审" }).click();
  const dialog = page.getByRole("dialog", { name: "登记保密审查并送审" });
  await dialog.getByRole("button", { name: "登记并送审" }).click();
  await expect(dialog.getByLabel("审查表编号")).toBeFocused();
  await expect(dialog).toContainText("请填写审查表编号");
  await fillSecrecyReview(dialog);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "登记并送审" }).click();
  await expect(dialog).toBeHidden();
}

test("a topic from application to history", async ({ page, as }) => {
  test.slow();
  const writer = await as(publisher);
  const address = await apply(writer);

  const signer = await as(lead);
  await openDesk(signer, "/desk/topics");
  const waiting = signer.getByRole("row").filter({ hasText: TITLE });
  await expect(waiting).toContainText("等我处理");
  await expectPictureAccessible(signer);
  await waiting.getByRole("link", { name: TITLE }).click();
  await expectPictureAccessible(signer);
  await decisions(signer).getByRole("button", { name: "批准" }).click();
  await expectStage(signer, "建设中");

  await openDesk(writer, address);
  await decisions(writer).getByRole("button", { name: "送审" }).click();
  await expect(writer.getByRole("alert").filter({ hasText: "请先改正以下问题" })).toContainText("请至少添加一块");
  await build(writer);
  await tryBanner(writer);
  await submit(writer);
  await expectStage(writer, "待审");

  await openDesk(signer, address);
  await expect(signer.getByRole("region", { name: "保密审查" })).toContainText("陆世平");
  await expect(signer.frameLocator("iframe").getByText(WORDS)).toBeVisible();
  await decisions(signer).getByRole("button", { name: "签发上线" }).click();
  await expectStage(signer, "已上线");
  await expectPictureAccessible(signer);

  const link = signer.getByRole("definition").getByRole("link", { name: /^\/t\// });
  const there = (await link.getAttribute("href")) ?? "";
  await page.setViewportSize({ width: 390, height: 844 });
  expect((await page.goto(there))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  await expect(page.getByRole("main")).toContainText(WORDS);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await decisions(signer).getByRole("button", { name: "归档" }).click();
  const dialog = signer.getByRole("dialog", { name: "归档专题" });
  await dialog.getByLabel("理由（必填）").fill(REASON);
  await dialog.getByRole("button", { name: "归档", exact: true }).click();
  await expectStage(signer, "已归档");

  await page.reload();
  await expect(page.getByRole("main")).toContainText("已归档");
  await expect(page.getByRole("main")).toContainText(REASON);
  await expect(page.getByRole("main")).toContainText(WORDS);
  await expectAccessible(page);
  await page.goto("/c/ztjj");
  await expect(page.getByRole("heading", { name: "历史专栏" })).toBeVisible();
  const history = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: TITLE }) });
  await expect(history).toContainText("归档：");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
