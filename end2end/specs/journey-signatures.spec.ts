// All the ways in which something becomes public beside the plain signature, each with its trace in the chain.
import { openDesk } from "../harness/desk.ts";
import { newsReviewer, otherReviewer, publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { addressOnPaper, minute, side, step } from "../harness/signing.ts";
import { expect, test } from "../harness/test.ts";
import {
  body,
  decisions,
  expectStage,
  openReview,
  publicAddress,
  recordSecrecyReview,
  sign,
  startItem,
  submit,
  today,
  write,
} from "../harness/writing.ts";

test("a second reviewer sees who has claimed an item, and takes over when it is let go", async ({ as }) => {
  const title = "两位审核人员都看到的通知";
  const item = await arrived(await as(publisher), { title, body: ["谁先认领，谁来办理。"] });
  const [first, second] = [await as(reviewer), await as(otherReviewer)];
  await openReview(first, item);
  await decisions(first).getByRole("button", { name: "认领", exact: true }).click();
  await expect(first.locator(".page-head").getByText("陆文静 已认领")).toBeVisible();

  await openDesk(second, "/desk/inbox");
  await expect(second.getByRole("row").filter({ hasText: title })).toContainText("陆文静 已认领");
  await openReview(second, item);
  await expect(side(second)).toContainText("认领人");
  await expect(decisions(second).getByRole("button", { name: "认领", exact: true })).toHaveCount(0);

  await decisions(first).getByRole("button", { name: "取消认领" }).click();
  await expect(first.locator(".page-head").getByText("陆文静 已认领")).toHaveCount(0);
  await openReview(second, item);
  await decisions(second).getByRole("button", { name: "认领", exact: true }).click();
  await expect(second.locator(".page-head").getByText("农建国 已认领")).toBeVisible();
});

test("what is signed for a later minute appears in that minute, also after a power cut", { tag: "@minutes" }, async ({
  page,
  as,
  server,
}) => {
  test.setTimeout(200_000);
  const text = { title: "到点自动公布的录取名单说明", body: ["录取名单于公布之时在各学校张贴。"] };
  const item = await arrived(await as(publisher), text);
  const lead = await as(reviewer);
  await openReview(lead, item);
  await decisions(lead).getByRole("button", { name: "签发" }).click();
  const dialog = lead.getByRole("dialog", { name: "签发" });
  // The next full minute, or the one after it if there is no time left to press the button.
  const due = new Date(Math.ceil((Date.now() + 15_000) / 60_000) * 60_000);
  await dialog.getByLabel("定时发布").fill(minute(due).replace(" ", "T"));
  await dialog.getByRole("button", { name: "签发" }).click();
  await expectStage(lead, "待发");
  await expect(side(lead)).toContainText(minute(due));

  await server.stop("SIGKILL");
  await server.start();
  const address = await addressOnPaper(lead, item);
  if (Date.now() < due.getTime() - 1_000) expect((await page.request.get(address)).status()).toBe(404);
  await expect.poll(async () => (await page.request.get(address)).status(), { timeout: 130_000 }).toBe(200);

  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.title);
  await expect(page.getByRole("article")).toContainText(`发布时间：${minute(due)}`);
  await openReview(lead, item);
  await expectStage(lead, "已发");
  await expect(step(lead, "签发（定时）", "陆文静")).toBeVisible();
  await expect(step(lead, "定时发布")).toBeVisible();
});

test("a lead unit publishes its own text directly, and the mark stays with it", async ({ page, as }) => {
  const text = { title: "牵头单位自行发布的停水通知", body: ["城区部分路段因施工停水一天，请提前储水。"] };
  const lead = await as(reviewer);
  const item = await startItem(lead);
  await write(lead, text);
  await recordSecrecyReview(lead);
  await lead.getByRole("button", { name: "直接发布" }).click();
  const dialog = lead.getByRole("dialog", { name: "直接发布" });
  await expect(dialog).toContainText("这一条会一直标记为“直接发布”");
  await dialog.getByRole("button", { name: "直接发布" }).click();
  await expectStage(lead, "已发");
  await expect(lead.locator(".page-head").getByText("直接发布", { exact: true })).toBeVisible();
  await expect(step(lead, "直接发布", "陆文静")).toBeVisible();
  expect((await page.goto(await publicAddress(lead)))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.title);

  // The colleague sees it in the list and on paper, long afterwards too.
  const colleague = await as(otherReviewer);
  await openDesk(colleague, "/desk/items");
  await expect(colleague.getByRole("row").filter({ hasText: text.title })).toContainText("直接发布");
  await colleague.goto(`/desk/print/items/${item}`);
  await expect(colleague.getByRole("main")).toContainText("已发（直接发布）");
});

test("what a unit without account sends in is entered by its lead unit and names its source", async ({ page, as }) => {
  test.slow();
  const text = { title: "全县气象灾害防御重点单位说明", body: ["防汛物资储备点、学校和医院列为气象灾害防御重点单位。"] };
  const first = await as(reviewer);
  await openDesk(first, "/desk/items/new");
  await first.getByLabel("查找栏目").fill("灾害事故救援");
  const column = first.getByLabel("栏目（必填）");
  await column.selectOption({ label: await column.locator("option").nth(1).innerText() });
  await first.getByLabel("信息报送").check();
  await first.getByRole("button", { name: "开始编写" }).click();
  await expect(first.getByText("请选择报送单位")).toBeVisible();
  await first.getByLabel("报送单位（必填）").selectOption({ label: "县气象局" });
  await first.getByRole("button", { name: "开始编写" }).click();
  await expect(body(first)).toBeEditable();
  await expect(first.getByLabel("来源（必填）")).toHaveValue("县气象局");
  await expect(first.getByRole("tabpanel", { name: "状态" })).toContainText("信息报送：县气象局");
  const item = Number(first.url().split("/").at(-1));
  await write(first, text);
  await recordSecrecyReview(first);
  await submit(first);
  // Who entered it wrote it: somebody else signs.
  await expect(decisions(first).getByRole("button", { name: "签发" })).toHaveCount(0);

  const second = await as(otherReviewer);
  await openReview(second, item);
  await expect(side(second)).toContainText("报送单位");
  await page.goto(await sign(second, item));
  await expect(page.getByRole("article")).toContainText("来源：县气象局");
});

test("a delegate signs for a stated period, and the chain says on whose behalf", async ({ page, as }) => {
  test.slow();
  const text = { title: "受托期间签发的校园安全通知", body: ["各学校本周内完成一次校园安全检查。"] };
  const reason = `外出学习期间委托宣传部代为签发（${Date.now()}）`;
  const item = await arrived(await as(publisher), text);
  const delegate = await as(newsReviewer);
  expect((await delegate.goto(`/desk/items/${item}/review`))?.status()).toBe(403);

  const lead = await as(reviewer);
  await openDesk(lead, "/desk/delegations");
  await lead.getByLabel("受托人（必填）").selectOption({ label: "覃海燕（县委宣传部）" });
  await lead.getByLabel("起（必填）").fill(today());
  await lead.getByLabel("止（必填）").fill(today());
  await lead.getByLabel("理由（必填）").fill(reason);
  await lead.getByRole("button", { name: "委托", exact: true }).click();
  const row = lead.getByRole("row").filter({ hasText: reason });
  await expect(row.getByText("有效", { exact: true })).toBeVisible();

  await openDesk(delegate, "/desk/inbox");
  await delegate.getByRole("link", { name: text.title }).click();
  await expect(decisions(delegate)).toBeVisible();
  const address = await sign(delegate, item);
  await expect(step(delegate, "签发", "覃海燕 · 县委宣传部（受 县政务办 委托）")).toBeVisible();
  expect((await page.goto(address))?.status()).toBe(200);
  await openReview(lead, item);
  await expect(step(lead, "签发", "受 县政务办 委托")).toBeVisible();

  // Taken back, it ends at once.
  await openDesk(lead, "/desk/delegations");
  await row.getByRole("button", { name: "收回" }).click();
  await expect(row.getByText("已收回", { exact: true })).toBeVisible();
  expect((await delegate.goto(`/desk/items/${item}/review`))?.status()).toBe(403);
});
