// The reader's choices in a real browser: elder mode through five pages by links alone, traditional characters, high
// contrast, and the reading tools. With script off as well (playwright.config.ts).
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { expect, test } from "../harness/test.ts";
import { EDUCATION } from "../harness/writing.ts";

const ELDER_TEXT = 24;
const ELDER_TARGET = 60;

test("elder mode holds on a walk through five pages and ends with one press", async ({ page, javaScriptEnabled }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "长者模式", exact: true }).click();
  const leave = page.getByRole("button", { name: "退出长者模式" });
  const calm = async (): Promise<void> => {
    await expect(leave).toHaveAttribute("aria-pressed", "true");
    const small = await page.locator("main :is(a, p, li, h1, h2, th, td, span)").evaluateAll(
      (parts, least) =>
        parts
          .filter((part) => part.checkVisibility() && (part.textContent ?? "").trim() !== "")
          .map((part) => Number.parseFloat(getComputedStyle(part).fontSize))
          .filter((size) => size < least),
      ELDER_TEXT,
    );
    expect(small, `${page.url()}: no text below ${ELDER_TEXT} px`).toEqual([]);
    await expectNoSidewaysScroll(page);
    if (javaScriptEnabled !== false) await expectAccessible(page);
  };

  await calm();
  await expect(page.getByRole("heading", { name: "常用服务" })).toBeVisible();
  const tile = page.getByRole("navigation", { name: "全部频道" }).getByRole("link").first();
  const icon = await tile.locator("svg").boundingBox();
  expect(icon?.width).toBeGreaterThanOrEqual(ELDER_TARGET);
  const columns = await page.getByRole("navigation", { name: "全部频道" }).getByRole("list").evaluate(
    (list) => getComputedStyle(list).gridTemplateColumns.split(" ").length,
  );
  expect(columns).toBeLessThanOrEqual(3);

  await page.getByRole("navigation", { name: "全部频道" }).getByRole("link", { name: "办事服务" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("办事服务");
  await calm();
  await page.getByRole("main").getByRole("link", { name: EDUCATION.name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(EDUCATION.name);
  await calm();
  await page.getByRole("main").locator("a[href^='/a/']").first().click();
  await expect(page.getByRole("article")).toBeVisible();
  await calm();
  await page.getByRole("link", { name: "首页", exact: true }).first().click();
  await calm();

  await leave.click();
  await expect(page.getByRole("button", { name: "长者模式", exact: true })).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByRole("heading", { name: "常用服务" })).toHaveCount(0);
});

test("one switch turns every page into traditional characters and back", async ({ page }) => {
  await page.goto("/c/tzgg");
  await page.getByRole("button", { name: "繁體" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("通知公告");
  await expect(page.getByRole("contentinfo")).toContainText("聯繫方式");
  await page.getByRole("contentinfo").getByRole("link", { name: "站點地圖" }).click();
  await expect(page).toHaveURL(/\/sitemap$/);
  await expect(page.getByRole("main").getByRole("link", { name: "辦事服務", exact: true })).toHaveAttribute("href", "/c/bsfw");
  await page.getByRole("button", { name: "简体" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("main").getByRole("link", { name: "办事服务", exact: true })).toBeVisible();
});

test("the reading tools stay open from page to page, and everything is taken back at once", async ({ page, javaScriptEnabled }) => {
  await page.goto("/sitemap");
  await page.getByRole("button", { name: "无障碍", exact: true }).click();
  const tools = page.getByRole("group", { name: "无障碍工具条" });
  for (const name of ["高对比度", "阅读辅助线", "大鼠标指针"]) {
    await tools.getByRole("button", { name }).click();
    await expect(tools.getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
  }
  const script = javaScriptEnabled !== false;
  await expect(page.locator(".reading-line")).toHaveCount(script ? 1 : 0);
  await tools.getByRole("link", { name: "无障碍说明" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("无障碍说明");
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "high");
  for (const address of ["/", "/accessibility", "/c/bsfw", EDUCATION.address, "/a/no-such-item"]) {
    await page.goto(address);
    await expectNoSidewaysScroll(page);
    if (script) await expectAccessible(page);
  }
  await tools.getByRole("button", { name: "恢复标准版" }).click();
  await expect(tools).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("data-contrast", "high");
});
