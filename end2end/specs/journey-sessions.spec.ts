// Who lost a phone, or forgot to sign out in the library, ends that log-in from the desk.
import type { Locator, Page } from "@playwright/test";
import { openDesk } from "../harness/desk.ts";
import { otherReviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const LIBRARY = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

const sessions = (page: Page): Locator =>
  page.getByRole("table", { name: "本账号的登录" }).getByRole("row").filter({ has: page.getByRole("cell") });

test("two log-ins are listed, one is ended, the other browser is out", async ({ as }) => {
  const before = await as(otherReviewer);
  const own = await as(otherReviewer);
  await openDesk(own, "/desk/me");
  await own.getByRole("button", { name: "退出其他全部登录" }).click();
  await expect(own.getByText(/已退出其他 \d+ 个登录。/)).toBeVisible();
  await expect(sessions(own)).toHaveCount(1);
  await expect(own.getByText("没有其他登录。")).toBeVisible();
  await before.goto("/desk/me");
  await expect(before).toHaveURL(/\/desk\/login/);

  const library = await as(otherReviewer, { userAgent: LIBRARY });
  await openDesk(library, "/desk/account-requests");
  await openDesk(own, "/desk/me");
  await expect(sessions(own)).toHaveCount(2);
  await expect(sessions(own).filter({ hasText: "本次登录" })).toContainText("Chrome");
  const foreign = sessions(own).filter({ hasText: "Firefox（Windows）" });
  await expect(foreign).toContainText("127.0.0.1");
  await foreign.getByRole("button", { name: "退出" }).click();
  await expect(own.getByText("该登录已退出。")).toBeVisible();
  await expect(sessions(own)).toHaveCount(1);
  await expect(foreign).toHaveCount(0);

  // In the other browser the next step finds the session gone, and so does every page.
  await library.getByLabel("使用人（必填）").fill("黄丽萍");
  await library.getByLabel("电话（必填）").fill("0771-6520000");
  await library.getByLabel("账号名（必填）").fill("huang.liping");
  await library.getByLabel("理由（必填）").fill("岗位调整。");
  await library.getByRole("button", { name: "提交审定单" }).click();
  await expect(library.getByRole("dialog", { name: "登录已过期" })).toBeVisible();
  await library.goto("/desk");
  await expect(library).toHaveURL(/\/desk\/login/);
  // One's own goes on.
  await openDesk(own, "/desk");
  await expect(own.getByRole("heading", { level: 1 })).toHaveText("我的保障");
});
