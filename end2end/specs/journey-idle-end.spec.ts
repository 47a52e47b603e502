// A session that nobody uses ends after 30 minutes: the page says so before, and keeps what is on it afterwards.
// Only the browser's clock is turned; what the server forgets meanwhile is the cookie that is taken away.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk, signIn } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { openItem, startItem, title, write } from "../harness/writing.ts";

const warning = (page: Page): Locator => page.getByRole("dialog", { name: "登录即将结束" });
const expired = (page: Page): Locator => page.getByRole("dialog", { name: "登录已过期" });

/** Turns the browser's clock on, `minutes:seconds`. */
const idle = (page: Page, time: string): Promise<void> => page.clock.fastForward(time);

test("the warning comes in time, and 继续工作 keeps the session", async ({ as }) => {
  const clerk = await as(publisher);
  await clerk.clock.install();
  await openDesk(clerk, "/desk/me");
  await idle(clerk, "27:30");
  await expect(warning(clerk)).toBeHidden();
  await idle(clerk, "00:45");
  await expect(warning(clerk)).toContainText(/1 分 \d+ 秒后将自动退出/);
  await expectNoSidewaysScroll(clerk);
  await expectAccessible(clerk);
  await idle(clerk, "01:00");
  await expect(warning(clerk)).toContainText(/\d+ 秒后将自动退出/);
  await clerk.keyboard.press("Tab");
  await warning(clerk).getByRole("button", { name: "继续工作" }).press("Enter");
  await expect(warning(clerk)).toBeHidden();

  // The half hour begins anew.
  await idle(clerk, "27:30");
  await expect(warning(clerk)).toBeHidden();
  await idle(clerk, "00:45");
  await expect(warning(clerk)).toBeVisible();
  await warning(clerk).getByRole("button", { name: "继续工作" }).click();
  await expect(warning(clerk)).toBeHidden();
  await openDesk(clerk, "/desk/me");
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText("我的账号");
});

test("work in one window keeps the other awake", async ({ as }) => {
  const lead = await as(reviewer);
  await lead.clock.install();
  await openDesk(lead, "/desk/me");
  await idle(lead, "28:30");
  await expect(warning(lead)).toBeVisible();
  const second = await lead.context().newPage();
  await openDesk(second, "/desk/columns");
  await expect(warning(lead)).toBeHidden();
});

test("the end keeps the text on the page, and a new log-in goes on with it", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await write(clerk, { title: "寒假作息时间安排", body: ["全县中小学寒假自一月二十日开始。"] });
  await clerk.clock.install();
  await openItem(clerk, item);

  // Nobody answers the warning; the server has forgotten the session by then.
  await idle(clerk, "28:30");
  await expect(warning(clerk)).toBeVisible();
  await clerk.context().clearCookies();
  await idle(clerk, "01:31");
  await expect(warning(clerk)).toBeHidden();
  await expect(expired(clerk)).toContainText("您写的内容还在这一页上");
  await expect(title(clerk)).toHaveValue("寒假作息时间安排");
  await expectNoSidewaysScroll(clerk);
  await expectAccessible(clerk);
  await expired(clerk).getByRole("button", { name: "我已登录，继续" }).click();
  await expect(expired(clerk)).toContainText("还没有登录");

  const opened = clerk.context().waitForEvent("page");
  await expired(clerk).getByRole("link", { name: "在新窗口登录" }).click();
  const door = await opened;
  await signIn(door, publisher);
  await door.close();
  await expired(clerk).getByRole("button", { name: "我已登录，继续" }).click();
  await expect(expired(clerk)).toBeHidden();
  await expect(title(clerk)).toHaveValue("寒假作息时间安排");
});

test("at the end the keyboard goes into the dialog and stays there", async ({ as }) => {
  const lead = await as(reviewer);
  await lead.clock.install();
  await openDesk(lead, "/desk/account-requests");
  await lead.getByLabel("理由（必填）").focus();
  await idle(lead, "30:01");
  await expect(expired(lead)).toBeVisible();
  // Nobody types on below it without noticing, and no key leads out of it into what it covers.
  await expect(expired(lead).locator("*:focus")).toHaveCount(1);
  for (let presses = 0; presses < 6; presses += 1) {
    await lead.keyboard.press("Tab");
    await expect(lead.getByRole("main").locator("*:focus")).toHaveCount(0);
    await expect(lead.getByRole("banner").locator("*:focus")).toHaveCount(0);
  }
});

test("a page that is asked for after the end leads to the door and back", async ({ as }) => {
  const clerk = await as(publisher);
  await clerk.context().clearCookies();
  await clerk.goto("/desk/account-requests");
  await expect(clerk).toHaveURL(/\/desk\/login/);
  await clerk.getByLabel("账号（必填）").fill(publisher.login);
  await clerk.getByLabel("密码（必填）").fill(publisher.password);
  await clerk.getByRole("button", { name: "登录" }).click();
  await expect(clerk).toHaveURL(/\/desk\/account-requests$/);
});
