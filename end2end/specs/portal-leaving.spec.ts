// Ways out of the site: a column that has a place elsewhere, by keyboard and with script off, and the notice before it.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { expect, test } from "../harness/test.ts";

test("a foreign column is announced before it opens, by keyboard alone", async ({ page, javaScriptEnabled }) => {
  await page.goto("/c/spxw");
  const open = page.getByRole("main").getByRole("link", { name: "https://www.nntv.cn/" });
  await open.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/leave\?to=/);
  await expect(page.getByRole("heading", { level: 1, name: "您即将离开本网站" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("https://www.nntv.cn/");
  await expect(page.getByRole("main")).toContainText("不属于政府网站");
  await expect(page.getByRole("link", { name: "继续访问" })).toHaveAttribute("href", "https://www.nntv.cn/");
  await expectNoSidewaysScroll(page);
  if (javaScriptEnabled !== false) await expectAccessible(page);
  await page.getByRole("link", { name: "留在本站" }).press("Enter");
  await expect(page).toHaveURL("/");
});

test("a column is subscribed to, and every page has one address", async ({ page, request }) => {
  await page.goto("/c/TZGG/");
  await expect(page).toHaveURL("/c/tzgg");
  const feed = await page.getByRole("link", { name: "订阅本栏目" }).getAttribute("href");
  const answer = await request.get(feed ?? "");
  expect(answer.headers()["content-type"]).toContain("application/rss+xml");
  expect(await answer.text()).toContain("<rss ");
});

test("data for search engines breaks no rule of the page", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto("/c/tzgg");
  expect(await page.locator("script[type='application/ld+json']").count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});
