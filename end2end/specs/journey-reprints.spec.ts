// A reprint from the list of proposals to the public page, and the sources that the portal manager keeps. No other site
// is asked here: the program connects to the public network only, and no setting changes that. What a source brings is
// played by server/tests/it/outside.rs; here the demo's example source has found something already.
import { expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { portalManager, publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { body, giveReason, recordSecrecyReview, sign, submit, title } from "../harness/writing.ts";

const FIRST = "关于做好今冬明春农田水利建设工作的通知（示例）";
const RELATED = "转发关于做好今冬明春农田水利建设工作的通知（示例）";
const LATE = "关于公布第二批便民服务事项的公告（示例）";
const SOURCE = "示例：上级政府网站";

test("an entry of another government is taken over, signed and read", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  await openDesk(clerk, "/desk/reprints");
  const row = (words: string) => clerk.getByRole("row").filter({ has: clerk.getByRole("link", { name: new RegExp(`^${words}`) }) });
  await expect(row(FIRST)).toContainText("5 小时");
  await expect(row(RELATED)).toContainText(/与《关于做好.*》相似 \d+%/);
  await expect(row(LATE)).toContainText("超过 24 小时");
  // The original of a site that is no government's is announced before it opens.
  await expect(row(FIRST).getByRole("link", { name: new RegExp(`^${FIRST}`) })).toHaveAttribute("href", /^\/leave\?to=/);
  await expectNoSidewaysScroll(clerk);

  await row(LATE).getByRole("button", { name: "不采用" }).click();
  await giveReason(clerk, "不采用", "与本县关系不大。");
  await expect(row(LATE)).toHaveCount(0);
  await clerk.getByRole("search").getByLabel("处理情况").selectOption("不采用");
  await clerk.getByRole("search").getByRole("button", { name: "查询" }).click();
  await expect(clerk).toHaveURL(/state=dismissed/);
  await expect(row(LATE)).toContainText("与本县关系不大。");
  await clerk.getByRole("search").getByRole("link", { name: "清除" }).click();

  await row(FIRST).getByRole("button", { name: "采用", exact: true }).click();
  await expect(clerk).toHaveURL(/\/desk\/items\/\d+$/);
  const item = Number(clerk.url().split("/").at(-1));
  await expect(title(clerk)).toHaveValue(FIRST);
  await expect(body(clerk)).toContainText("农田水利建设的重要意义");
  await expect(clerk.getByLabel("原文地址（必填）")).toHaveValue("https://www.example.com/zhengce/shili-1.htm");
  await recordSecrecyReview(clerk);
  await submit(clerk);
  const address = await sign(await as(reviewer), item);

  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(FIRST);
  await expect(page.getByRole("main")).toContainText(SOURCE);
  await expect(page.getByRole("main")).toContainText("原文发布日期");
  await openDesk(clerk, "/desk/reprints?state=adopted");
  await expect(row(FIRST)).toContainText("已发");
});

test("the portal manager keeps the sources", async ({ as }) => {
  const manager = await as(portalManager);
  await openDesk(manager, "/desk/reprints?tab=sources");
  const sources = manager.getByRole("region", { name: "转载来源", exact: true }).first();
  await expect(sources).toContainText(SOURCE);
  await expect(sources).toContainText("已停用");
  await sources.getByRole("button", { name: "新增来源" }).click();
  const form = manager.getByRole("dialog", { name: "转载来源" });
  await form.getByLabel("来源名称（必填）").fill("南宁市人民政府网");
  await form.getByLabel("级别（必填）").selectOption("市");
  await form.getByLabel("网址（必填）").fill("http://192.168.1.1/list.html");
  await form.getByRole("radio", { name: "网页列表" }).check();
  await form.getByLabel("列表项的选择器（必填）").fill("ul..list");
  await form.getByLabel("推荐到栏目（必填）").selectOption({ index: 1 });
  await form.getByLabel("启用").uncheck();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toContainText("不能用 IP 地址");
  await expect(form).toContainText("不是有效的 CSS 选择器");
  await form.getByLabel("网址（必填）").fill("https://www.nanning.gov.cn/zx/");
  await form.getByLabel("列表项的选择器（必填）").fill("ul.list li");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toBeHidden();
  await expect(sources).toContainText("南宁市人民政府网");
});
