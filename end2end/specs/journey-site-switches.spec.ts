// 全站设置: what the portal manager switches on is on every page at once, and goes when it is switched off.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { portalManager } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const WARNING = "右江水位上涨，沿江群众请注意避险";

/** A minute in China, some hours from now, as a date field takes it. */
function later(hours: number): string {
  return new Date(Date.now() + (hours + 8) * 3_600_000).toISOString().slice(0, 16);
}

async function confirm(desk: Page, what: string): Promise<void> {
  await desk.getByRole("button", { name: `确认开启${what}` }).click();
  await expect(desk.getByRole("dialog", { name: `预览：${what}` })).toBeHidden();
}

test("an urgent banner and a grey day are seen by a citizen at once, and taken back", async ({ page, as }) => {
  const desk = await as(portalManager);
  await openDesk(desk, "/desk/site");
  await expectAccessible(desk);

  const banner = desk.getByRole("region", { name: "紧急通知" });
  await banner.getByLabel("文字").fill(WARNING);
  await banner.getByLabel("紧急", { exact: true }).check();
  await banner.getByLabel("详情页面").fill("/c/tzgg");
  await banner.getByLabel("结束").fill(later(3));
  await banner.getByLabel("事由").fill("县防汛抗旱指挥部通知");
  await banner.getByRole("button", { name: "预览" }).click();
  await expect(desk.getByRole("dialog")).toContainText(WARNING);
  await page.goto("/");
  await expect(page.getByText(WARNING)).toHaveCount(0);
  await confirm(desk, "紧急通知");

  await page.reload();
  const shown = page.getByRole("status").filter({ hasText: WARNING }).first();
  await expect(shown).toContainText("紧急：");
  await shown.getByRole("link", { name: "查看详情" }).click();
  await expect(page).toHaveURL(/\/c\/tzgg$/);
  await expectAccessible(page);

  const grey = desk.getByRole("region", { name: "全站灰色" });
  await grey.getByLabel("事由").fill("国家公祭日");
  await grey.getByRole("button", { name: "预览" }).click();
  await confirm(desk, "全站灰色");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-grey", "on");

  for (const [panel, what] of [
    [banner, "紧急通知"],
    [grey, "全站灰色"],
  ] as const) {
    await panel.getByLabel("关闭的事由").fill("险情解除");
    await panel.getByRole("button", { name: `关闭${what}` }).click();
    await expect(panel.getByText("未开启")).toBeVisible();
  }
  await page.reload();
  await expect(page.getByText(WARNING)).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("data-grey", "on");
  await expect(desk.getByRole("region", { name: "开关记录" }).first()).toContainText("险情解除");
});
