// What citizens find in the columns: a document out of force and what came after it, a service by what happened in life,
// a page of every kind. All of it without script too.
// With script off there is nothing to run axe in.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { expect, test } from "../harness/test.ts";

test("a repealed document is found by its mark, and leads to its successor", async ({ page, javaScriptEnabled }) => {
  await page.goto("/c/wjzl");
  await page.getByRole("group", { name: "有效性" }).getByRole("link", { name: /^废止/ }).click();
  await expect(page.getByRole("main")).toContainText("已按条件筛选，共 1 条。");
  await page.getByRole("main").getByRole("link", { name: /已废止/ }).first().click();
  await expect(page.getByRole("main")).toContainText("废止：被示政办发〔2026〕3号替代");
  if (javaScriptEnabled !== false) await expectAccessible(page);
  await page.getByRole("row", { name: /替代它的文件/ }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("【示例】关于规范示例县惠民补贴资金发放的通知");
});

test("a document is found by its number in any spelling", async ({ page }) => {
  await page.goto("/c/wjzl");
  const form = page.getByRole("search");
  await form.getByRole("searchbox").fill("示政办发[2026]2");
  await form.getByRole("button", { name: "查找" }).click();
  await expect(page.getByRole("main").locator(".item-list__row")).toHaveCount(1);
  await expect(page.getByRole("main")).toContainText("示例灌区水利设施管护");
});

test("a service is found by what happened in life", async ({ page, javaScriptEnabled }) => {
  await page.goto("/c/zxbs");
  await page.getByRole("group", { name: "办事情形" }).getByRole("link", { name: /^退休养老/ }).click();
  await page.getByRole("link", { name: /老年人优待证办理/ }).click();
  const guide = page.getByRole("main");
  for (const part of ["申请材料", "办理流程", "办理地点", "设定依据"]) {
    await expect(guide.getByRole("heading", { name: part })).toBeVisible();
  }
  await expect(guide.getByRole("link", { name: "在线办理" })).toHaveAttribute("href", /^https:\/\/zwfw\.gxzf\.gov\.cn\//);
  if (javaScriptEnabled !== false) await expectAccessible(page);
});

test("the page of a situation of life has its services before its texts", async ({ page }) => {
  await page.goto("/c/shfl");
  const sections = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(sections.first()).toHaveText("办事指南：退休养老");
  await expect(page.getByRole("heading", { name: "政策和信息" })).toBeVisible();
  await page.getByRole("link", { name: /老年人优待证办理/ }).click();
  await expect(page.getByRole("heading", { name: "申请材料" })).toBeVisible();
});

test("what is shown in a second column leads to its one source", async ({ page }) => {
  await page.goto("/c/tzgg");
  await page.getByRole("link", { name: /惠民补贴资金发放的通知/ }).click();
  await expect(page.getByRole("main")).toContainText("示政办发〔2026〕3号");
});

test("a page of every kind fits 320 px and is accessible", async ({ page, javaScriptEnabled }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const column of ["ldzc", "jgzn", "zxbs", "czxx", "yata", "xxgkzn", "xxgknb", "spxw", "lanyx", "wbwx", "xytxjs", "xmtzpz"]) {
    await page.goto(`/c/${column}`);
    await expectNoSidewaysScroll(page);
    await page.getByRole("main").locator("a[href^='/a/']").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectNoSidewaysScroll(page);
    if (javaScriptEnabled !== false) await expectAccessible(page);
  }
});

test("government information disclosure stands in the sections of the rule", async ({ page, javaScriptEnabled }) => {
  await page.goto("/c/zfxxgk");
  const sections = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"];
  for (const section of sections) {
    await expect(page.getByRole("main").getByRole("heading", { name: section, level: 2 })).toBeVisible();
  }
  await expectNoSidewaysScroll(page);
  if (javaScriptEnabled !== false) await expectAccessible(page);
});
