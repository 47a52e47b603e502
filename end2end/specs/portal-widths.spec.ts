// The portal from the smallest phone to a wide desk, on paper, and in large type: nothing sticks out, nothing is lost.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { EDUCATION, sign, withdraw } from "../harness/writing.ts";

const WIDTHS = [320, 390, 768, 1024, 1440];
const HEIGHT = 800;

/** The first article of a column: of the demo where no journey writes, else whatever was published there last. */
async function articleIn(page: Page, column: string): Promise<string> {
  await page.goto(column);
  const link = page.getByRole("main").locator("a[href^='/a/']").first();
  return (await link.getAttribute("href")) ?? "";
}

test("no page scrolls sideways, from 320 to 1440 pixels", async ({ page, as }) => {
  test.slow();
  const long = "关于隆安县2026年秋季学期义务教育阶段学校招生入学工作有关事项的补充说明（含民办学校）";
  const item = await arrived(await as(publisher), { title: long, body: ["长标题的公告，随后撤下。"] });
  const lead = await as(reviewer);
  const withdrawn = await sign(lead, item);
  await withdraw(lead, "标题过长，另行发布。");
  const articles = [await articleIn(page, EDUCATION.address), await articleIn(page, "/c/ghjh"), await articleIn(page, "/c/wjzl")];

  for (const [address, status] of [
    ["/", 200],
    ["/c/bsfw", 200],
    [EDUCATION.address, 200],
    ["/c/wjzl", 200],
    ...articles.map((article) => [article, 200] as const),
    ["/sitemap", 200],
    ["/a/no-such-item", 404],
    [withdrawn, 410],
  ] as const) {
    expect((await page.goto(address))?.status(), address).toBe(status);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await test.step(`${address} at ${width}`, () => expectNoSidewaysScroll(page));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
  }
});

test("paper shows the article and none of the furniture", async ({ page }) => {
  // Where only texts stand: on the page of a life event guides come first, when there are any.
  const address = await articleIn(page, "/c/ladt");
  await page.goto(address);
  const furniture = [
    page.getByRole("navigation", { name: "频道" }),
    page.getByRole("navigation", { name: "当前位置" }),
    page.getByRole("contentinfo"),
    page.getByRole("button", { name: "长者模式", exact: true }),
    page.getByRole("button", { name: "大号字" }),
    page.getByRole("button", { name: "打印" }),
  ];
  const title = page.getByRole("heading", { level: 1 });
  await page.emulateMedia({ media: "print" });
  for (const part of furniture) await expect(part).toBeHidden();
  await expect(page.locator(".masthead")).toBeHidden();
  await expect(title).toBeVisible();
  await expect(page.getByRole("article")).toContainText("发布时间：");
  await expect(page.getByRole("article").locator(".sheet__body")).toBeVisible();
  // Black on white, whatever the screen's palette.
  const colours = await title.evaluate((heading) => getComputedStyle(heading).color);
  expect(colours).toBe("rgb(0, 0, 0)");

  await page.emulateMedia({ media: "screen" });
  await expect(page.locator(".masthead")).toBeVisible();
});

test("elder mode and large type stay on every page, stay readable and fit a small phone", async ({ page, javaScriptEnabled }) => {
  test.slow();
  // Journeys write records without a text into the column of education; nobody writes here.
  const address = await articleIn(page, "/c/ladt");
  const size = (): Promise<number> =>
    page.locator(".sheet__body").evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  await page.goto(address);
  const ordinary = await size();
  await page.getByRole("button", { name: "大号字" }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole("button", { name: "大号字" })).toHaveAttribute("aria-pressed", "true");
  const large = await size();
  expect(large).toBeGreaterThan(ordinary);

  const other = await articleIn(page, "/c/ghjh");
  await page.goto(other);
  expect(await size()).toBe(large);
  await page.getByRole("button", { name: "长者模式", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${other}$`));
  expect(await size()).toBeGreaterThanOrEqual(large);

  for (const place of ["/", "/c/bsfw", EDUCATION.address, address, other, "/sitemap", "/a/no-such-item"]) {
    await page.goto(place);
    await expect(page.getByRole("button", { name: "退出长者模式" })).toHaveAttribute("aria-pressed", "true");
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: HEIGHT });
      await expectNoSidewaysScroll(page);
    }
    // axe runs in the page; with script off there is nothing to run it.
    if (javaScriptEnabled !== false) await expectAccessible(page);
  }
  await page.getByRole("button", { name: "退出长者模式" }).click();
  await page.goto(address);
  await page.getByRole("button", { name: "中号字" }).click();
  expect(await size()).toBe(ordinary);
});
