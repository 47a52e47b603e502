// Special topics as citizens read them, on a screen, on a phone and with script off: from the column to a topic that is
// kept up, and to one in history.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { expect, test } from "../harness/test.ts";

test("the column of topics, a topic, and history", async ({ page, javaScriptEnabled }) => {
  const expectGood = async (): Promise<void> => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectNoSidewaysScroll(page);
    // axe runs in the page; with script off there is nothing to run it.
    if (javaScriptEnabled !== false) await expectAccessible(page);
  };
  await page.goto("/c/ztjj");
  await expectGood();
  await page.getByRole("main").getByRole("link", { name: "【示例】办好家门口的学校" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("【示例】办好家门口的学校");
  for (const block of ["专题导读", "最新进展", "大事记", "快捷入口", "我要说"]) {
    await expect(page.getByRole("heading", { level: 2, name: block })).toBeVisible();
  }
  await expect(page.getByRole("main")).not.toContainText("已归档");
  await expectGood();

  await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "专题聚焦" }).click();
  await page.getByRole("main").getByRole("link", { name: "【示例】阳光财政宣传月" }).click();
  await expect(page.getByRole("main")).toContainText("已归档");
  await expectGood();
});
