// A reprint from the feed of a superior government to the public page, and what the desk says of the entries that wait.
// The government's site is a server of this spec, listed for the program as a machine of the county's intranet: that is
// the one way to anything inside. What hostile sites try is played by server/tests/it/outside.rs.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { Government } from "../harness/government.ts";
import { portalManager, publisher, reviewer } from "../harness/people.ts";
import { expect, test as base } from "../harness/test.ts";
import { body, giveReason, recordSecrecyReview, sign, submit, title } from "../harness/writing.ts";

const test = base.extend<object, { government: Government }>({
  government: [
    async ({}, use) => {
      const government = await Government.open("www.shangji.gov.cn");
      await use(government);
      await government.close();
    },
    { scope: "worker" },
  ],
  settings: [async ({ government }, use) => use({ LONGAN_REPRINT_INTRANET: government.listed }), { scope: "worker" }],
});

const FIRST = "关于做好今冬明春农田水利建设工作的通知（示例）";
const RELATED = "转发关于做好今冬明春农田水利建设工作的通知（示例）";
const LATE = "关于公布第二批便民服务事项的公告（示例）";
const SOURCE = "南宁市人民政府网";
const NEWS = {
  page: "t20261126.htm",
  title: "南宁市公布今冬明春疫苗接种安排",
  paragraphs: ["全市各接种门诊自十二月一日起延长服务时间。", "六十岁以上老年人可以在乡镇卫生院免费接种。"],
};

/** The line of an entry, which begins with its title. */
const row = (page: Page, words: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: new RegExp(`^${words}`) }) });

test("entries that wait are told apart, and one that is of no use says why", async ({ as }) => {
  const clerk = await as(publisher);
  await openDesk(clerk, "/desk/reprints");
  await expect(row(clerk, FIRST)).toContainText("5 小时");
  await expect(row(clerk, RELATED)).toContainText(/与《关于做好.*》相似 \d+%/);
  await expect(row(clerk, LATE)).toContainText("超过 24 小时");
  // The original of a site that is no government's is announced before it opens.
  await expect(row(clerk, FIRST).getByRole("link", { name: new RegExp(`^${FIRST}`) })).toHaveAttribute("href", /^\/leave\?to=/);
  await expectNoSidewaysScroll(clerk);

  await row(clerk, LATE).getByRole("button", { name: "不采用" }).click();
  await giveReason(clerk, "不采用", "与本县关系不大。");
  await expect(row(clerk, LATE)).toHaveCount(0);
  await clerk.getByRole("search").getByLabel("处理情况").selectOption("不采用");
  await clerk.getByRole("search").getByRole("button", { name: "查询" }).click();
  await expect(clerk).toHaveURL(/state=dismissed/);
  await expect(row(clerk, LATE)).toContainText("与本县关系不大。");
});

test("a reprint from feed to page", async ({ page, as, government, server }) => {
  test.slow();
  const original = `${government.url}/${NEWS.page}`;
  government.announce({ ...NEWS, publishedAt: new Date(Date.now() - 2 * 60 * 60 * 1000) });

  const manager = await as(portalManager);
  await openDesk(manager, "/desk/reprints?tab=sources");
  const sources = manager.getByRole("region", { name: "转载来源", exact: true }).first();
  await sources.getByRole("button", { name: "新增来源" }).click();
  const form = manager.getByRole("dialog", { name: "转载来源" });
  await form.getByLabel("来源名称（必填）").fill(SOURCE);
  await form.getByLabel("级别（必填）").selectOption("市");
  const columns = form.getByLabel("推荐到栏目（必填）");
  await columns.selectOption({ label: await columns.locator("option", { hasText: /通知公告$/ }).innerText() });
  // Nothing inside is asked by its number, listed or not.
  await form.getByLabel("网址（必填）").fill("http://192.168.1.1/list.html");
  await form.getByRole("radio", { name: "网页列表" }).check();
  await form.getByLabel("列表项的选择器（必填）").fill("ul..list");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toContainText("不能用 IP 地址");
  await expect(form).toContainText("不是有效的 CSS 选择器");
  await form.getByRole("radio", { name: "RSS 或 Atom" }).check();
  await form.getByLabel("网址（必填）").fill(`${government.url}/rss.xml`);
  await form.getByLabel("正文的选择器").fill("#content");
  await form.getByRole("button", { name: "试取" }).click();
  const trial = form.getByRole("status").filter({ hasText: "取到 1 条" }).first();
  await expect(trial).toContainText(NEWS.paragraphs[0] ?? "");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toBeHidden();
  const kept = sources.getByRole("row").filter({ hasText: SOURCE });
  await expect(kept).toContainText("还没有取过");

  // What is due is looked at every minute, and at the start.
  await server.stop();
  await server.start();
  const clerk = await as(publisher);
  const waiting = row(clerk, NEWS.title);
  await expect(async () => {
    await openDesk(clerk, "/desk/reprints");
    await expect(waiting).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  for (const words of [SOURCE, original, "2 小时", NEWS.paragraphs[0] ?? ""]) await expect(waiting).toContainText(words);
  // A government's page opens at once.
  await expect(waiting.getByRole("link", { name: new RegExp(`^${NEWS.title}`) })).toHaveAttribute("href", original);
  expect(new Set(government.asked), "what a polite guest asks for").toEqual(new Set(["/robots.txt", "/rss.xml", `/${NEWS.page}`]));
  await manager.reload();
  await expect(kept).toContainText("新信息 1 条");

  await waiting.getByRole("button", { name: "采用", exact: true }).click();
  await expect(clerk).toHaveURL(/\/desk\/items\/\d+$/);
  const item = Number(clerk.url().split("/").at(-1));
  await expect(title(clerk)).toHaveValue(NEWS.title);
  for (const paragraph of NEWS.paragraphs) await expect(body(clerk)).toContainText(paragraph);
  await expect(body(clerk)).not.toContainText("版权所有");
  await expect(clerk.getByLabel("来源（必填）")).toHaveValue(SOURCE);
  await expect(clerk.getByLabel("原文地址（必填）")).toHaveValue(original);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  const address = await sign(await as(reviewer), item);

  await page.goto("/c/tzgg");
  await page.getByRole("main").getByRole("link", { name: NEWS.title }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NEWS.title);
  const sheet = page.getByRole("article");
  for (const paragraph of NEWS.paragraphs) await expect(sheet).toContainText(paragraph);
  await expect(sheet).toContainText(`来源：${SOURCE}`);
  await expect(sheet).toContainText("原文发布日期");
  await expect(sheet.getByRole("link", { name: original })).toHaveAttribute("href", original);
  await expectAccessible(page);
  await openDesk(clerk, "/desk/reprints?state=adopted");
  await expect(waiting).toContainText("已发");
});
