// What a citizen meets, with and without script: complete pages, no wasm, plain links all the way down.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { expect, test } from "../harness/test.ts";

test("home shows the frame and leads to a channel, a list and an article", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(page.getByRole("main")).toBeVisible();
  // What the plan file does not know of the site (its code, its records) stands in a demo as an example that says so.
  await expect(page.getByRole("contentinfo")).toContainText("联系方式");
  await expect(page.getByRole("contentinfo")).toContainText("0000000000（示例）");

  await page.goto("/sitemap");
  const column = page.getByRole("main").locator("a[href^='/c/']").first();
  const name = (await column.innerText()).trim();
  await column.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);

  await page.goto("/");
  const article = page.getByRole("main").locator("a[href^='/a/']").first();
  await article.click();
  await expect(page).toHaveURL(/\/a\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("main").locator("time[datetime]").first()).toBeVisible();
});

test("every column of the site map answers", async ({ page, request }) => {
  await page.goto("/sitemap");
  const addresses = await page
    .getByRole("main")
    .locator("a[href^='/c/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(new Set(addresses).size).toBeGreaterThanOrEqual(65);
  for (const address of new Set(addresses)) {
    expect((await request.get(address)).status(), address).toBe(200);
  }
});

test("a page asks for no wasm and nothing from elsewhere", async ({ page, server }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto("/", { waitUntil: "networkidle" });
  expect(requests.filter((url) => url.includes(".wasm"))).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
});

test("an unknown address is told apart and leads on", async ({ page }) => {
  const answer = await page.goto("/a/no-such-item");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
});

test("pages are accessible and fit the screen", async ({ page, javaScriptEnabled }) => {
  test.slow();
  await page.goto("/");
  const links = (prefix: string) => page.getByRole("main").locator(`a[href^='${prefix}']`).first().getAttribute("href");
  const article = await links("/a/");
  await page.goto("/sitemap");
  const column = await links("/c/");
  for (const address of ["/", "/sitemap", column, article, "/a/no-such-item"]) {
    await page.goto(address ?? "/");
    await expectNoSidewaysScroll(page);
    // axe runs in the page; with script off there is nothing to run it.
    if (javaScriptEnabled !== false) await expectAccessible(page);
  }
});
