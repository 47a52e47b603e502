// 发布审定单: the paper of an item, with its number, its QR code and every step of its way, on one sheet of A4.
import { otherPublisher, otherReviewer, publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { passReview } from "../harness/signing.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, expectStage, giveReason, openItem, openReview, publicAddress, recordSecrecyReview, submit, write } from "../harness/writing.ts";

const DRAFT = { title: "纸面存档的招生简章", body: ["招生计划二百人。"] };
const MENDED = { title: "隆安县示例中学纸面存档的招生简章", body: ["招生计划二百人，分四个班。"] };
const REASON = "标题没有写明学校。";
const NOTE = "属实，同意发布。";

test("the paper holds number, address and the whole chain on one sheet", async ({ as, server, isMobile }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await arrived(clerk, DRAFT);
  const lead = await as(reviewer);
  await openReview(lead, item);
  await decisions(lead).getByRole("button", { name: "退回" }).click();
  await giveReason(lead, "退回", REASON);
  await openItem(clerk, item);
  await write(clerk, MENDED);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  await passReview(lead, item);
  const second = await as(otherReviewer);
  await openReview(second, item);
  await decisions(second).getByRole("button", { name: "签发" }).click();
  const dialog = second.getByRole("dialog", { name: "签发" });
  await dialog.getByLabel("签发意见").fill(NOTE);
  await dialog.getByRole("button", { name: "签发" }).click();
  await expectStage(second, "已发");
  const address = await publicAddress(second);

  await second.getByRole("link", { name: "发布审定单" }).click();
  await expect(second).toHaveURL(new RegExp(`/desk/print/items/${item}\\?revision=1$`));
  const paper = second.getByRole("main");
  await expect(paper.getByRole("heading", { level: 1 })).toHaveText("隆安县政府门户网站信息发布审定单");
  const year = new Date().toLocaleDateString("en", { year: "numeric", timeZone: "Asia/Shanghai" });
  await expect(paper).toContainText(`编号：审定〔${year}〕${String(item).padStart(6, "0")}号`);
  await expect(paper.getByRole("row", { name: /^标题/ })).toContainText(MENDED.title);
  await expect(paper.getByRole("row", { name: /^栏目/ })).toContainText("教育培训");
  await expect(paper.getByRole("row", { name: /^状态/ })).toContainText("已发");
  await expect(paper.getByRole("row", { name: /^审查表编号/ })).toContainText("隆教保审〔2026〕18号");
  await expect(paper.getByRole("img", { name: "本信息的公开地址" })).toBeVisible();
  await expect(paper).toContainText(`${server.url}${address}`);

  const chain = paper.getByRole("table").filter({ hasText: "经手人" });
  const steps: [string, string, string][] = [
    ["送审", "韦小兰（县教育局）", ""],
    ["退回", "陆文静（县政务办）", REASON],
    ["送审", "韦小兰（县教育局）", ""],
    ["审核通过", "陆文静（县政务办）", ""],
    ["签发", "农建国（县政务办）", NOTE],
  ];
  const rows = chain.getByRole("row");
  await expect(rows).toHaveCount(steps.length + 1);
  for (const [at, [what, who, why]] of steps.entries()) {
    const cells = rows.nth(at + 1).getByRole("cell");
    await expect(cells).toHaveText(["1", what, who, /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, why]);
  }

  await second.emulateMedia({ media: "print" });
  await expect(second.getByRole("link", { name: "返回工作台" })).toBeHidden();
  await expect(second.getByRole("button", { name: "打印" })).toBeHidden();
  await expect(paper.getByRole("img", { name: "本信息的公开地址" })).toBeVisible();
  // Whoever prints it sits at a desk.
  if (isMobile) return;
  const pdf = (await second.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g), "one sheet").toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  // A4 in points, portrait.
  expect(Number(width)).toBeCloseTo(595, -1);
  expect(Number(height)).toBeCloseTo(842, -1);
});

test("a unit without a part in the item does not get its paper", async ({ as, page }) => {
  const item = await arrived(await as(publisher), { title: "外单位不能打印的通知", body: ["纸面只给经手单位。"] });
  const stranger = await as(otherPublisher);
  await stranger.goto(`/desk/print/items/${item}`);
  await expect(stranger.getByRole("main")).toContainText("这条信息由其他单位负责");
  await expect(stranger.getByRole("main")).not.toContainText("外单位不能打印的通知");
  await page.goto(`/desk/print/items/${item}`);
  await expect(page).toHaveURL(/\/desk\/login/);
});
