// Rule 3: the live version stays while a revision is on its way; what is withdrawn leaves a notice with the reason.
import { openDesk } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { expectValid } from "../harness/valid.ts";
import {
  body,
  CHANGE,
  decisions,
  EDUCATION,
  openReview,
  recordSecrecyReview,
  sign,
  submit,
  submitted,
  withdraw,
  write,
} from "../harness/writing.ts";

const OLD = { title: "2026年学生资助政策一览", body: ["义务教育家庭经济困难学生生活补助每学期发放一次。"] };
const NEW = { title: "2026年学生资助政策一览（秋季修订）", body: ["补助标准自秋季学期起提高，每学期发放一次。"] };
const REASON = "补助标准引用有误，更正后重新发布。";

test("a published item is revised and withdrawn", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await submitted(clerk, OLD);
  const lead = await as(reviewer);
  const address = await sign(lead, item);

  const expectPublic = async (text: typeof OLD): Promise<void> => {
    expect((await page.goto(address))?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.title);
    await expect(page.getByRole("main")).toContainText(text.body.join());
  };
  await expectPublic(OLD);

  await openReview(clerk, item);
  await decisions(clerk).getByRole("button", { name: "修订" }).click();
  await expect(body(clerk)).toBeEditable();
  await write(clerk, NEW);
  await expectPublic(OLD);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  await expectPublic(OLD);

  // The signing page shows what changed against the live version.
  await openReview(lead, item);
  await lead.getByRole("tab", { name: "对照" }).click();
  const comparison = lead.getByRole("tabpanel", { name: "对照" });
  await expect(comparison).toContainText(OLD.title);
  await expect(comparison).toContainText(NEW.title);
  await expectPublic(OLD);
  expect(await sign(lead, item)).toBe(address);
  await expectPublic(NEW);
  await expect(page.getByRole("main")).toContainText("更新");
  // Readers find what changed.
  const changes = page.getByText("修改记录（1）");
  await changes.click();
  await expect(page.getByText(CHANGE)).toBeVisible();

  await withdraw(lead, REASON);
  const gone = await page.goto(address);
  expect(gone?.status()).toBe(410);
  await expect(page.getByRole("main")).toContainText(REASON);
  await expect(page.getByRole("main")).not.toContainText(NEW.body.join());
  await expectValid([{ address, html: (await gone?.text()) ?? "" }]);
  await page.goto(EDUCATION.address);
  await expect(page.getByRole("link", { name: NEW.title })).toHaveCount(0);

  // The clerk is told.
  await openDesk(clerk, "/desk/inbox");
  await clerk.getByRole("button", { name: /^消息，\d+ 条未读$/ }).click();
  await expect(clerk.getByRole("dialog", { name: "消息" })).toContainText(REASON);
});
