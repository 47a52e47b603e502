// What a new account goes through before the desk opens to it: a password of its own, and for the three administrators
// a second factor.
import { expect, type Page } from "@playwright/test";
import { type Account, hydrated } from "./desk.ts";
import { oneTimeCode } from "./totp.ts";

/** The page that stands in for every other until `step` is done. */
export async function expectStep(page: Page, step: "修改密码" | "设置动态口令"): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("开始使用之前");
  await expect(page.getByRole("region", { name: step })).toBeVisible();
}

/** Fills the form in and sends it; what comes of it is the caller's. */
export async function askForPassword(page: Page, old: string, fresh: string, again = fresh): Promise<void> {
  await page.getByLabel("现在的密码（必填）").fill(old);
  await page.getByLabel("新密码（必填）", { exact: true }).fill(fresh);
  await page.getByLabel("再输一次新密码（必填）").fill(again);
  await page.getByRole("button", { name: "修改密码" }).click();
}

/** Changes the first password; the page comes afresh, with whatever is due next. */
export async function changeFirstPassword(page: Page, account: Account, fresh: string): Promise<Account> {
  await expectStep(page, "修改密码");
  const reason = page.getByText("现在用的是管理员设定的初始密码");
  await expect(reason).toBeVisible();
  await askForPassword(page, account.password, fresh);
  await expect(reason).toHaveCount(0);
  await hydrated(page);
  return { ...account, password: fresh };
}

/** Asks for the secret of a second factor and returns it as the page writes it for those who cannot scan. */
export async function beginSecondFactor(page: Page): Promise<string> {
  await expectStep(page, "设置动态口令");
  await page.getByRole("button", { name: "设置动态口令" }).click();
  await expect(page.getByRole("img", { name: "动态口令设置二维码" })).toBeVisible();
  return page.getByRole("code").innerText();
}

/** Types the code that an authenticator shows now; the desk opens. */
export async function confirmSecondFactor(page: Page, secret: string): Promise<void> {
  await page.getByLabel("验证器显示的六位数字（必填）").fill(oneTimeCode(secret));
  await page.getByRole("button", { name: "确认启用" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("开始使用之前");
  await hydrated(page);
}

/** Notes the first password from the dialog that shows it once, and closes it. */
export async function noteFirstPassword(page: Page): Promise<Account> {
  const dialog = page.getByRole("dialog", { name: "初始密码" });
  await expect(dialog).toContainText("只显示这一次");
  const [login, password] = await dialog.getByRole("definition").allInnerTexts();
  if (login === undefined || password === undefined) throw new Error("the dialog names account and password");
  await dialog.getByRole("button", { name: "已记下" }).click();
  await expect(dialog).toBeHidden();
  return { login: login.trim(), password: password.trim() };
}
