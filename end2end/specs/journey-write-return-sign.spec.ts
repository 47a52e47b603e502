// The main job: a clerk writes, the lead unit returns it with a reason, the clerk mends it, it is signed, a citizen reads.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import {
  body,
  decisions,
  EDUCATION,
  expectStage,
  giveReason,
  openItem,
  openReview,
  recordSecrecyReview,
  sign,
  startItem,
  submit,
  title,
  write,
} from "../harness/writing.ts";

const DRAFT = {
  title: "关于秋季学期招生工作的通知",
  body: ["各乡镇中心小学：", "现将秋季学期招生工作有关事项通知如下，请遵照执行。"],
};
const MENDED = {
  title: "隆安县教育局关于2026年秋季学期小学招生工作的通知",
  body: ["各乡镇中心小学：", "2026年秋季学期小学招生于8月20日至25日报名，请各校在校门口张贴公告。"],
};
const REASON = "标题没有写明年份和学段，报名日期缺失，请补充后重新送审。";

test("write, return with a reason, mend, sign, read", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);

  // Nothing can be submitted before the checks pass, and every blocker is named.
  await clerk.getByRole("button", { name: /^送审（\d+ 项未通过）$/ }).click();
  await expect(clerk.getByRole("tabpanel", { name: "检查" })).toContainText("请填写标题");
  await expect(clerk.getByRole("tabpanel", { name: "检查" })).toContainText("尚未登记保密审查");
  await expectNoSidewaysScroll(clerk);
  await expectAccessible(clerk);

  await write(clerk, DRAFT);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  await expect(decisions(clerk).getByRole("button", { name: "签发" })).toHaveCount(0);

  const lead = await as(reviewer);
  await openDesk(lead, "/desk/inbox");
  await expect(lead.getByRole("link", { name: DRAFT.title })).toBeVisible();
  await expectAccessible(lead);
  await lead.getByRole("link", { name: DRAFT.title }).click();
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText(DRAFT.title);
  await expect(lead.getByRole("tabpanel", { name: "版面" })).toContainText("请遵照执行");
  await expectNoSidewaysScroll(lead);
  await expectAccessible(lead);
  await decisions(lead).getByRole("button", { name: "退回" }).click();
  const dialog = lead.getByRole("dialog", { name: "退回" });
  await dialog.getByRole("button", { name: "退回", exact: true }).click();
  await expect(dialog).toContainText("请填写理由");
  await expectAccessible(lead);
  await giveReason(lead, "退回", REASON);
  await expectStage(lead, "已退");

  // Everybody in the chain is told, with the reason.
  await openDesk(clerk, "/desk/inbox");
  await clerk.getByRole("button", { name: /^消息，\d+ 条未读$/ }).click();
  await expect(clerk.getByRole("dialog", { name: "消息" })).toContainText(REASON);
  await clerk.keyboard.press("Escape");
  await clerk.getByRole("link", { name: DRAFT.title }).click();
  await openItem(clerk, item);
  await expectStage(clerk, "已退");
  await clerk.getByRole("tab", { name: "流程" }).click();
  await expect(clerk.getByRole("tabpanel", { name: "流程" })).toContainText(REASON);
  await write(clerk, MENDED);
  // The text changed after its secrecy review: it has to be reviewed again.
  await expect(clerk.getByRole("button", { name: "送审（1 项未通过）" })).toBeVisible();
  await recordSecrecyReview(clerk);
  await submit(clerk);

  // Who returned it sees what has changed since, though nothing was public yet.
  await openReview(lead, item);
  await lead.getByRole("tab", { name: "对照" }).click();
  const compared = lead.getByRole("tabpanel", { name: "对照" });
  await expect(compared).toContainText("退回时的内容");
  const heading = compared.getByRole("row").filter({ hasText: "标题" });
  await expect(heading.getByRole("deletion")).toHaveText(DRAFT.title);
  await expect(heading.getByRole("insertion")).toHaveText(MENDED.title);
  await expectNoSidewaysScroll(lead);
  await expectAccessible(lead);
  const address = await sign(lead, item);
  await expect(lead.getByRole("complementary")).toContainText(REASON);

  await page.goto(EDUCATION.address);
  await page.getByRole("main").getByRole("link", { name: MENDED.title }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MENDED.title);
  await expect(page.getByRole("main")).toContainText("8月20日至25日报名");
  await expect(page.getByRole("main")).toContainText("来源：县教育局");
  await expect(page.getByRole("main")).not.toContainText("请遵照执行");
  await expectNoSidewaysScroll(page);
});

test("what stands in the wrong column goes to another, with its text and its review", async ({ as }) => {
  const text = { title: "困难学生资助申请的说明", body: ["本学期困难学生资助申请由各学校受理，名单另行公示。"] };
  const clerk = await as(publisher);
  await startItem(clerk);
  await write(clerk, text);
  await recordSecrecyReview(clerk);
  await clerk.getByRole("button", { name: "改投栏目" }).click();
  const dialog = clerk.getByRole("dialog", { name: "改投栏目" });
  await dialog.getByLabel("查找栏目").fill("社会救助和社会福利领域");
  const column = dialog.getByLabel("栏目（必填）");
  await column.selectOption({ label: await column.locator("option").nth(1).innerText() });
  await dialog.getByRole("button", { name: "改投", exact: true }).click();
  await expect(clerk.getByRole("tabpanel", { name: "状态" })).toContainText("社会救助和社会福利领域");
  await expect(body(clerk)).toBeEditable();
  await expect(title(clerk)).toHaveValue(text.title);
  await submit(clerk);
});
