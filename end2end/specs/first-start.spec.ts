// A new installation for real work: nobody in it but whom somebody makes at the machine. Every account begins with a
// password that another has seen, and the three administrators with a second factor besides.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import {
  askForPassword,
  beginSecondFactor,
  changeFirstPassword,
  confirmSecondFactor,
  expectStep,
  noteFirstPassword,
} from "../harness/accounts.ts";
import { type Account, openDesk, signIn } from "../harness/desk.ts";
import type { Server } from "../harness/server.ts";
import { expect, test } from "../harness/test.ts";

test.use({ demo: "off" });

const OWN = "Shouhu-Longan-2026";

async function expectGood(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** What the README tells whoever installs it: the first accounts come from the command line. */
async function atTheMachine(server: Server, login: string, name: string, role: string, unit: string): Promise<Account> {
  const made = await server.run("account", "create", login, "--name", name, "--role", role, "--unit", unit);
  expect(made.status, made.text).toBe(0);
  expect(made.text).toContain(`账号：${login}`);
  const password = /初始密码：(\S+)/.exec(made.text)?.[1];
  if (password === undefined) throw new Error(`no first password in: ${made.text}`);
  return { login, password };
}

/** Tries the door with what no longer opens it. */
async function expectRefused(page: Page, account: Account, reason: string): Promise<void> {
  await page.goto("/desk/login");
  await page.getByLabel("账号（必填）").fill(account.login);
  await page.getByLabel("密码（必填）").fill(account.password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("main")).toContainText(reason);
  await expect(page).toHaveURL(/\/desk\/login/);
}

test("the portal stands before anything is published", async ({ page, server }) => {
  expect(server.output()).not.toContain("演示模式");
  for (const address of ["/", "/c/bsfw", "/c/jypx", "/sitemap", "/desk/login"]) {
    expect((await page.goto(address))?.status(), address).toBe(200);
    await expect(page.getByRole("main")).not.toContainText("演示");
    await expectGood(page);
  }
  await page.goto("/c/jypx");
  await expect(page.getByRole("main")).toContainText("本栏目暂无信息");
});

test("from the first administrator to the first clerk", async ({ page, server, as }) => {
  test.slow();
  const first = await atTheMachine(server, "zhang.san", "张三", "security-administrator", "县政府办");
  const guard = await as(first);

  // Nothing else opens before the password is the person's own.
  await openDesk(guard, "/desk/accounts");
  await expectStep(guard, "修改密码");
  await expect(guard.getByRole("button", { name: "开设账号" })).toHaveCount(0);
  await expectGood(guard);
  await askForPassword(guard, first.password, OWN, `${OWN}!`);
  await expect(guard.getByText("两次输入的新密码不一致")).toBeVisible();
  await askForPassword(guard, first.password, "longan");
  await expect(guard.getByText("密码至少 12 个字符")).toBeVisible();
  await expect(guard.getByLabel("新密码（必填）", { exact: true })).toBeFocused();
  await expectGood(guard);
  const administrator = await changeFirstPassword(guard, first, OWN);

  // Nor before the second factor.
  await openDesk(guard, "/desk/accounts");
  const secret = await beginSecondFactor(guard);
  await expectGood(guard);
  await guard.getByLabel("验证器显示的六位数字（必填）").fill("000000");
  await guard.getByRole("button", { name: "确认启用" }).click();
  await expect(guard.getByText("动态口令不正确，请核对手机时间后重试")).toBeVisible();
  await confirmSecondFactor(guard, secret);
  await openDesk(guard, "/desk/accounts");
  await expect(guard.getByRole("heading", { level: 1 })).toHaveText("账号");
  await expectGood(guard);
  await expectRefused(page, administrator, "请输入动态口令");
  await signIn(page, { ...administrator, secret });
  await expectRefused(page, first, "账号或密码不正确");

  // A clerk hands in the paper form.
  await guard.getByRole("button", { name: "开设账号" }).click();
  const form = guard.getByRole("dialog", { name: "开设账号" });
  await form.getByLabel("依据（必填）").fill("账审〔2026〕1号");
  await form.getByLabel("单位（必填）").selectOption({ label: "县教育局" });
  await form.getByLabel("姓名（必填）").fill("韦小梅");
  await form.getByLabel("电话").fill("0771-6521234");
  await form.getByLabel("账号名（必填）").fill("Wei Xiaomei");
  await form.getByLabel("类型（必填）").selectOption({ label: "发布账号" });
  await form.getByRole("button", { name: "开设", exact: true }).click();
  await expect(form.getByLabel("账号名（必填）")).toHaveAttribute("aria-invalid", "true");
  await expectGood(guard);
  await form.getByLabel("账号名（必填）").fill("wei.xiaomei");
  await form.getByRole("button", { name: "开设", exact: true }).click();
  await expect(guard.getByRole("dialog", { name: "初始密码" })).toBeVisible();
  await expectGood(guard);
  const handedOver = await noteFirstPassword(guard);
  expect(handedOver.login).toBe("wei.xiaomei");
  const row = guard.getByRole("row").filter({ hasText: "韦小梅" });
  await expect(row).toContainText("县教育局");
  await expect(row).toContainText("正常");
  await expect(row).not.toContainText("6521234");

  const clerk = await as(handedOver);
  await openDesk(clerk, "/desk");
  await expectStep(clerk, "修改密码");
  await expectGood(clerk);
  await changeFirstPassword(clerk, handedOver, "Xiezuo-Jiaoyu-2026");
  // A clerk needs no second factor: the desk is open.
  await openDesk(clerk, "/desk");
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText("我的保障");
  await expect(clerk.getByText("没有待办")).toBeVisible();
  await expectGood(clerk);
  await expectRefused(page, handedOver, "账号或密码不正确");
});

test("the auditor finds every account in an unbroken log", async ({ server, as }) => {
  test.slow();
  const first = await atTheMachine(server, "li.si", "李四", "auditor", "县审计局");
  const auditor = await as(first);
  await openDesk(auditor, "/desk");
  await changeFirstPassword(auditor, first, OWN);
  await confirmSecondFactor(auditor, await beginSecondFactor(auditor));

  await openDesk(auditor, "/desk/log?action=account.open");
  const opened = auditor.getByRole("row").filter({ hasText: "开通账号" }).first();
  await expect(opened).toContainText("系统");
  await opened.getByText("查看").click();
  await expect(opened).toContainText("li.si");
  await expect(opened).toContainText("命令行");
  await auditor.getByRole("button", { name: "校验日志" }).click();
  await expect(auditor.getByText(/已校验 \d+ 条事件，哈希链完整/)).toBeVisible();
  await expectGood(auditor);

  const verified = await server.run("log", "verify");
  expect(verified.status, verified.text).toBe(0);
});
