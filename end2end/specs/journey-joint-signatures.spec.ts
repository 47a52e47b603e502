// Columns that ask for more than one person: the portal manager writes it into the plan, and from then on nobody alone
// makes anything public there. The columns are ones that no other journey uses.
import type { Page } from "@playwright/test";
import { openDesk } from "../harness/desk.ts";
import { newsReviewer, otherReviewer, portalManager, publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { passReview, step } from "../harness/signing.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, expectStage, openReview, sign } from "../harness/writing.ts";

/** Changes how a column is signed, and who leads it if that is said; `effects` must stand in the preview. */
async function askFor(page: Page, column: string, signing: string, leads?: string, effects: string[] = []): Promise<void> {
  await openDesk(page, "/desk/columns");
  await page.getByLabel("查找栏目").fill(column);
  await page.getByRole("treeitem").filter({ hasText: column }).click();
  const panel = page.getByRole("region", { name: column });
  await panel.getByRole("button", { name: "职责与时效" }).click();
  const form = page.getByRole("dialog", { name: "职责与时效" });
  await form.getByLabel("签发", { exact: true }).selectOption(signing);
  if (leads !== undefined) await form.getByLabel("牵头单位（必填）").fill(leads);
  await form.getByRole("button", { name: "预览变更" }).click();
  const preview = page.getByRole("dialog", { name: "保存之前：看看会有什么变化" });
  for (const effect of effects) await expect(preview.getByRole("row").filter({ hasText: effect })).toBeVisible();
  await preview.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("方案已修改，权限随即生效。")).toBeVisible();
  await expect(panel).toContainText(signing);
}

test("two people: whoever passes the review does not sign", async ({ page, as }) => {
  test.slow();
  const [column, code] = ["依申请公开", "ysqgk"];
  await askFor(await as(portalManager), column, "两人审签");
  const text = { title: "申请公开政府信息的办理说明", body: ["申请人可以当面或者来信提出申请。"] };
  const item = await arrived(await as(publisher), text, code);

  const first = await as(reviewer);
  await openReview(first, item);
  await expect(decisions(first).getByRole("button", { name: "签发" })).toHaveCount(0);
  await passReview(first, item);
  await expect(decisions(first).getByRole("button", { name: "签发" })).toHaveCount(0);
  await openDesk(first, "/desk/inbox");
  await expect(first.getByRole("link", { name: text.title })).toHaveCount(0);

  const second = await as(otherReviewer);
  await openDesk(second, "/desk/inbox");
  await expect(second.getByRole("row").filter({ hasText: text.title })).toContainText("待签");
  const address = await sign(second, item);
  await expect(step(second, "审核通过", "陆文静 · 县政务办")).toBeVisible();
  await expect(step(second, "签发", "农建国 · 县政务办")).toBeVisible();
  expect((await page.goto(address))?.status()).toBe(200);
});

test("all lead units: public only with the signature of the last of them", async ({ page, as }) => {
  test.slow();
  const [column, code] = ["依申请公开", "ysqgk"];
  const effects = ["县委宣传部"];
  await askFor(await as(portalManager), column, "全部牵头单位", "县政务办、县委宣传部", effects);
  const text = { title: "县教育局依申请公开指南（会签）", body: ["公开指南每年更新一次，由两个牵头单位会签。"] };
  const item = await arrived(await as(publisher), text, code);

  const first = await as(reviewer);
  await openReview(first, item);
  await decisions(first).getByRole("button", { name: "签发" }).click();
  await first.getByRole("dialog", { name: "签发" }).getByRole("button", { name: "签发" }).click();
  await expect(first.getByText("已签，等待其他牵头单位会签。")).toBeVisible();
  await expectStage(first, "待签");
  await expect(decisions(first).getByRole("button", { name: "签发" })).toHaveCount(0);
  // The unit has signed: its other reviewer cannot stand in for the second unit.
  const colleague = await as(otherReviewer);
  await openReview(colleague, item);
  await expect(decisions(colleague).getByRole("button", { name: "签发" })).toHaveCount(0);
  await expect(colleague.getByRole("link", { name: "看线上版本" })).toHaveCount(0);

  const last = await as(newsReviewer);
  const address = await sign(last, item);
  await expect(step(last, "会签", "陆文静 · 县政务办")).toBeVisible();
  await expect(step(last, "签发", "覃海燕 · 县委宣传部")).toBeVisible();
  expect((await page.goto(address))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.title);
});
