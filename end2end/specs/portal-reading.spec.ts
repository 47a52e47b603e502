// A citizen's way through the portal by its links alone; the same with script off. How one likes to read stays chosen.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { arrived, signed } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { EDUCATION, openReview, withdraw } from "../harness/writing.ts";

const TEXT = { title: "隆安县2026年幼儿园招生公告", body: ["全县公办幼儿园招生报名从八月一日开始。"] };
const REASON = "重复发布，以先发布的公告为准。";

test("home, channel, column, article, site map", async ({ page, as, javaScriptEnabled }) => {
  test.slow();
  // Who reads without script also has the smallest phone.
  if (javaScriptEnabled === false) await page.setViewportSize({ width: 320, height: 640 });
  await signed(await as(reviewer), await arrived(await as(publisher), TEXT));

  await page.goto("/");
  // A phone keeps the channels behind its menu.
  const menu = page.getByText("菜单", { exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("link", { name: "办事服务", exact: true }).filter({ visible: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("办事服务");
  await expectNoSidewaysScroll(page);
  await page.getByRole("main").getByRole("link", { name: EDUCATION.name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(EDUCATION.name);
  await page.getByRole("main").getByRole("link", { name: TEXT.title }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(TEXT.title);
  await expect(page.getByRole("article").getByText(TEXT.body.join())).toBeVisible();
  await expectNoSidewaysScroll(page);

  // Where one is, and the way back up.
  const here = page.getByRole("navigation", { name: "当前位置" });
  await here.getByRole("link", { name: EDUCATION.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(EDUCATION.name);
  await expectNoSidewaysScroll(page);
  await page.getByRole("contentinfo").getByRole("link", { name: "站点地图" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("站点地图");
});

test("elder mode and font size stay from page to page", async ({ page }) => {
  const size = (): Promise<number> =>
    page.getByRole("main").evaluate((main) => Number.parseFloat(getComputedStyle(main).fontSize));
  await page.goto("/sitemap");
  const ordinary = await size();
  await page.getByRole("button", { name: "长者模式", exact: true }).click();
  await expect(page).toHaveURL(/\/sitemap$/);
  const leave = page.getByRole("button", { name: "退出长者模式" });
  await expect(leave).toHaveAttribute("aria-pressed", "true");
  expect(await size()).toBeGreaterThan(ordinary);
  for (const address of ["/", EDUCATION.address, "/c/bsfw", "/a/no-such-item"]) {
    await page.goto(address);
    await expect(leave).toBeVisible();
    expect(await size()).toBeGreaterThan(ordinary);
    await expectNoSidewaysScroll(page);
  }
  await leave.click();
  await expect(page.getByRole("button", { name: "长者模式", exact: true })).toHaveAttribute("aria-pressed", "false");
  await page.goto("/sitemap");
  expect(await size()).toBe(ordinary);
});

test("every kind of page is accessible, fits the screen and answers with its status", async ({ page, server, as, javaScriptEnabled }) => {
  test.slow();
  const [clerk, lead] = [await as(publisher), await as(reviewer)];
  const item = await arrived(clerk, { ...TEXT, title: "将被撤下的公告" });
  const withdrawn = await signed(lead, item);
  await openReview(lead, item);
  await withdraw(lead, REASON);
  const live = await signed(lead, await arrived(clerk, { ...TEXT, title: "仍然有效的公告" }));

  for (const [address, status] of [
    ["/", 200],
    ["/c/bsfw", 200],
    ["/c/bmlqfw", 200],
    [EDUCATION.address, 200],
    [live, 200],
    [`${live}/report`, 200],
    [`${EDUCATION.address}/report`, 200],
    ["/report", 200],
    ["/sitemap", 200],
    ["/leave?to=https%3A%2F%2Fwww.example.com%2Fnews", 200],
    ["/a/no-such-item", 404],
    ["/c/no-such-column", 404],
    [withdrawn, 410],
    ["/desk/login", 200],
  ] as const) {
    for (const look of ["ordinary", "elder"] as const) {
      await page.context().addCookies([{ name: "elder", value: look === "elder" ? "on" : "off", url: server.url }]);
      expect((await page.goto(address))?.status(), address).toBe(status);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectNoSidewaysScroll(page);
      // axe runs in the page; with script off there is nothing to run it.
      if (javaScriptEnabled !== false) await expectAccessible(page);
    }
  }
});
