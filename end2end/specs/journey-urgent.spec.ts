// Rule 5: urgent publication is public at once, flagged everywhere, and signed afterwards by somebody else.
import { expectAccessible } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { otherReviewer, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import {
  decisions,
  expectStage,
  giveReason,
  openReview,
  publicAddress,
  recordSecrecyReview,
  startItem,
  write,
} from "../harness/writing.ts";

const WARNING = {
  title: "暴雨红色预警：各学校今日下午停课",
  body: ["受强降雨影响，全县各学校今日下午停课，请家长妥善安排孩子在家避险。"],
};
const REASON = "气象部门发布暴雨红色预警，须立即公布。";
const FLAG = "紧急发布，待补签";

test("an urgent publication is flagged until another reviewer signs it", async ({ page, as }) => {
  test.slow();
  const first = await as(reviewer);
  const item = await startItem(first);
  await write(first, WARNING);
  await recordSecrecyReview(first);
  await first.getByRole("button", { name: "紧急发布" }).click();
  await expect(first.getByRole("dialog", { name: "紧急发布" })).toBeVisible();
  await expectAccessible(first);
  await giveReason(first, "紧急发布", REASON);
  await expectStage(first, "已发");
  await expect(first.locator(".page-head").getByText(FLAG)).toBeVisible();
  // Four eyes: not by the one who published it.
  await expect(decisions(first).getByRole("button", { name: "补签" })).toHaveCount(0);

  const address = await publicAddress(first);
  expect((await page.goto(address))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(WARNING.title);
  await expect(page.getByRole("article").getByText("紧急发布", { exact: true })).toBeVisible();

  const second = await as(otherReviewer);
  await openDesk(second, "/desk/inbox");
  const row = second.getByRole("row").filter({ hasText: WARNING.title });
  await expect(row).toContainText(FLAG);
  await expectAccessible(second);
  await row.getByRole("link").click();
  await expect(second.getByText("须由作者以外的审核人员补签")).toBeVisible();
  await expect(second.getByRole("complementary")).toContainText(REASON);
  await expectAccessible(second);
  await decisions(second).getByRole("button", { name: "补签" }).click();
  await expect(second.getByRole("dialog", { name: "补签" })).toBeVisible();
  await expectAccessible(second);
  await second.getByRole("dialog", { name: "补签" }).getByRole("button", { name: "补签" }).click();
  await expect(second.locator(".page-head").getByText(FLAG)).toHaveCount(0);
  await expectStage(second, "已发");

  await openReview(first, item);
  await expect(first.locator(".page-head").getByText(FLAG)).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByRole("article").getByText("紧急发布", { exact: true })).toHaveCount(0);
});
