// 附件2: a unit asks for an account, the security administrator decides, the form goes on paper, the person begins, and
// the auditor finds all of it in the log.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { askForPassword, changeFirstPassword, expectStep, noteFirstPassword } from "../harness/accounts.ts";
import { openDesk } from "../harness/desk.ts";
import { auditor, reviewer, securityAdministrator } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { today, yesterday } from "../harness/writing.ts";

const REASON = "岗位调整，新增一名信息审核人员。";
const OPINION = "材料齐全，同意开设。";
const OWN = "Shenhe-Zhengwu-2026";

interface Form {
  person: string;
  login: string;
  reason: string;
}

/** A reviewer fills in the form for somebody of the own unit; returns the number that the form got. */
async function ask(page: Page, { person, login, reason }: Form): Promise<string> {
  await openDesk(page, "/desk/account-requests");
  await expect(page.getByRole("radio", { name: "新增账号" })).toBeChecked();
  await expect(page.getByLabel("单位（必填）")).toBeDisabled();
  await page.getByLabel("账号类型（必填）").selectOption({ label: "审核账号" });
  await page.getByLabel("使用人（必填）").fill(person);
  await page.getByLabel("电话（必填）").fill("0771-6525345");
  await page.getByLabel("账号名（必填）").fill(login);
  await page.getByLabel("理由（必填）").fill(reason);
  await page.getByRole("button", { name: "提交审定单" }).click();
  await expect(page.getByText("申请已提交，等待安全管理员审批。")).toBeVisible();
  await expect(page.getByLabel("使用人（必填）")).toHaveValue("");
  await expect(line(page, person)).toContainText("待审批");
  return line(page, person).getByRole("rowheader").innerText();
}

/** The line of somebody's form in the list. */
function line(page: Page, person: string): Locator {
  return page.getByRole("table", { name: "账号审定单" }).getByRole("row").filter({ hasText: person });
}

/** The value beside a term of the paper form. */
function written(page: Page, term: string): Locator {
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: term, exact: true }) });
  return rows.getByRole("cell");
}

/** Where the security administrator decides about somebody's form. */
async function consider(page: Page, person: string): Promise<Locator> {
  await openDesk(page, "/desk/account-requests");
  await line(page, person).getByRole("button", { name: "审批" }).click();
  return page.getByRole("dialog", { name: "审批账号申请" });
}

test("ask, decide, print, begin, look it up in the log", async ({ page, as }) => {
  test.slow();
  const lead = await as(reviewer);
  const form = { person: "陆晓燕", login: "lu.xiaoyan", reason: REASON };
  const number = await ask(lead, form);
  expect(number).toMatch(/^账审〔\d{4}〕\d+号$/);

  const guard = await as(securityAdministrator);
  const dialog = await consider(guard, form.person);
  await expect(dialog).toContainText(number);
  await expect(dialog).toContainText("县政务办　陆晓燕（lu.xiaoyan），审核账号");
  await expect(dialog).toContainText(REASON);
  await dialog.getByLabel("审批意见").fill(OPINION);
  await dialog.getByRole("button", { name: "同意", exact: true }).click();
  const once = guard.getByRole("dialog", { name: "初始密码" });
  await expect(once).toBeVisible();
  await expectNoSidewaysScroll(guard);
  await expectAccessible(guard);
  const account = await noteFirstPassword(guard);
  expect(account.login).toBe(form.login);
  await expect(line(guard, form.person)).toContainText("已同意");
  await expect(line(guard, form.person).getByRole("button", { name: "审批" })).toHaveCount(0);
  await expect(guard.getByText(account.password)).toHaveCount(0);

  // The paper, for the asking unit and for the file.
  await openDesk(lead, "/desk/account-requests");
  await expect(line(lead, form.person)).toContainText(OPINION);
  const opened = lead.context().waitForEvent("page");
  await line(lead, form.person).getByRole("link", { name: "打印" }).click();
  const paper = await opened;
  await expect(paper.getByRole("heading", { level: 1 })).toContainText("账号审定单");
  await expect(paper.getByRole("main")).toContainText(`编号：${number}`);
  await expect(written(paper, "事由")).toContainText("☑ 新增账号");
  await expect(written(paper, "单位")).toHaveText("县政务办");
  await expect(written(paper, "使用人")).toHaveText(form.person);
  await expect(written(paper, "账号")).toHaveText(form.login);
  await expect(written(paper, "申请理由")).toHaveText(REASON);
  await expect(written(paper, "申请人")).toContainText("陆文静");
  await expect(written(paper, "审批")).toHaveText(/已同意.*周静/);
  await expect(written(paper, "审批意见")).toHaveText(OPINION);
  await expect(paper.getByRole("main")).not.toContainText(account.password);
  await expectAccessible(paper);
  await paper.emulateMedia({ media: "print" });
  await expect(paper.getByRole("button", { name: "打印" })).toBeHidden();
  await expect(paper.getByRole("link", { name: "返回工作台" })).toBeHidden();
  const sheet = (await paper.pdf({ preferCSSPageSize: true })).toString("latin1");
  // One sheet of A4: 210 × 297 mm are 595 × 842 points.
  expect(sheet.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  await paper.close();

  // The person begins; what the security administrator saw opens nothing any more.
  const person = await as(account);
  await openDesk(person, "/desk");
  const settled = await changeFirstPassword(person, account, OWN);
  await openDesk(person, "/desk");
  await expect(person.getByRole("heading", { level: 1 })).toHaveText("我的保障");
  await page.goto("/desk/login");
  await page.getByLabel("账号（必填）").fill(account.login);
  await page.getByLabel("密码（必填）").fill(account.password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("main")).toContainText("账号或密码不正确");

  // A password that was changed ends the log-ins elsewhere, and none of the last five comes back.
  const elsewhere = await as(settled);
  await openDesk(person, "/desk/me");
  await askForPassword(person, OWN, OWN);
  await expect(person.getByText("不能与最近 5 次使用过的密码相同")).toBeVisible();
  await askForPassword(person, OWN, `${OWN}-Qiu`);
  await expect(person.getByText("密码已修改，其他登录已退出。")).toBeVisible();
  await elsewhere.goto("/desk/me");
  await expect(elsewhere).toHaveURL(/\/desk\/login/);

  await lookUp(await as(auditor), number);
});

/** The auditor finds the decision by person, action and day, and verifies the whole log. */
async function lookUp(page: Page, number: string): Promise<void> {
  await openDesk(page, "/desk/log");
  const filters = page.getByRole("search");
  const events = page.getByRole("table", { name: "日志事件，最新的在前" }).getByRole("row").filter({ has: page.getByRole("cell") });
  await filters.getByLabel("人员").fill("周静");
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/actor=/);
  await expect(events.filter({ hasNotText: "周静" })).toHaveCount(0);
  await expect(events.filter({ hasText: "登录" }).first()).toBeVisible();

  await filters.getByLabel("动作").selectOption({ label: "审批账号审定单" });
  await filters.getByLabel("自", { exact: true }).fill(today());
  await filters.getByLabel("至", { exact: true }).fill(today());
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(events.filter({ hasNotText: "审批账号审定单" })).toHaveCount(0);
  const decision = events.first();
  await expect(decision).toContainText("县发改科技局");
  await decision.getByText("查看", { exact: true }).click();
  await expect(decision.getByText(`"number":"${number}"`)).toBeVisible();
  await expect(decision).toContainText("哈希");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await filters.getByLabel("自", { exact: true }).fill("");
  await filters.getByLabel("至", { exact: true }).fill(yesterday());
  await filters.getByRole("button", { name: "查询" }).click();
  await expect(page.getByText("没有符合条件的事件")).toBeVisible();

  await filters.getByRole("link", { name: "清除" }).click();
  await expect(page).toHaveURL(/\/desk\/log$/);
  await expect(events.filter({ hasText: "account.change-password" }).first()).toBeVisible();

  await page.getByRole("button", { name: "校验日志" }).click();
  await expect(page.getByText(/已校验 \d+ 条事件，哈希链完整。/)).toBeVisible();
  await expectAccessible(page);
}

test("a form that is refused goes back with the reason", async ({ as }) => {
  test.slow();
  const lead = await as(reviewer);
  const form = { person: "农小勇", login: "nong.xiaoyong", reason: "临时借用。" };
  await ask(lead, form);
  // The same name twice is caught beside its field.
  await lead.getByLabel("使用人（必填）").fill(form.person);
  await lead.getByLabel("电话（必填）").fill("12");
  await lead.getByLabel("账号名（必填）").fill(form.login);
  await lead.getByLabel("理由（必填）").fill(form.reason);
  await lead.getByRole("button", { name: "提交审定单" }).click();
  const faults = lead.getByRole("alert").filter({ hasText: "请先改正以下问题" });
  await expect(faults).toContainText("该账号名已有一份待审批的审定单");
  await expect(faults.getByRole("link")).toHaveCount(2);
  await expectAccessible(lead);

  const guard = await as(securityAdministrator);
  const dialog = await consider(guard, form.person);
  await dialog.getByRole("button", { name: "不同意" }).click();
  await expect(dialog).toContainText("不同意须写明理由");
  await expectAccessible(guard);
  await dialog.getByLabel("审批意见").fill("账号不得借用，一人一号。");
  await dialog.getByRole("button", { name: "不同意" }).click();
  await expect(dialog).toBeHidden();
  await expect(guard.getByRole("dialog", { name: "初始密码" })).toBeHidden();
  await openDesk(lead, "/desk/account-requests");
  await expect(line(lead, form.person)).toContainText("未同意");
  await expect(line(lead, form.person)).toContainText("账号不得借用，一人一号。");
});

test("a forgotten password is asked for by form and given anew", async ({ as }) => {
  test.slow();
  const guard = await as(securityAdministrator);
  const lead = await as(reviewer);
  await ask(lead, { person: "黄文杰", login: "huang.wenjie", reason: REASON });
  let dialog = await consider(guard, "黄文杰");
  await dialog.getByRole("button", { name: "同意", exact: true }).click();
  const account = await noteFirstPassword(guard);
  const person = await as(account);
  await openDesk(person, "/desk");
  await changeFirstPassword(person, account, OWN);

  await openDesk(lead, "/desk/account-requests");
  await lead.getByRole("radio", { name: "密码修改" }).check();
  await lead.getByLabel("账号类型（必填）").selectOption({ label: "审核账号" });
  await lead.getByLabel("使用人（必填）").fill("黄文杰");
  await lead.getByLabel("电话（必填）").fill("0771-6525345");
  await lead.getByLabel("账号名（必填）").fill(account.login);
  await lead.getByLabel("理由（必填）").fill("忘记密码。");
  await lead.getByRole("button", { name: "提交审定单" }).click();
  await expect(line(lead, "黄文杰").filter({ hasText: "密码修改" })).toContainText("待审批");

  dialog = await consider(guard, "黄文杰");
  await expect(dialog).toContainText("密码修改");
  await expect(dialog).toContainText("账号登记的使用人：黄文杰");
  await dialog.getByRole("button", { name: "同意", exact: true }).click();
  const anew = await noteFirstPassword(guard);
  expect(anew.login).toBe(account.login);
  // Whoever sat there with the old one is out.
  await person.goto("/desk");
  await expect(person).toHaveURL(/\/desk\/login/);
  const again = await as(anew);
  await openDesk(again, "/desk");
  await expectStep(again, "修改密码");
});

test("a click beside it does not take the first password away", async ({ as }) => {
  const guard = await as(securityAdministrator);
  await openDesk(guard, "/desk/accounts");
  await guard.getByRole("button", { name: "开设账号" }).click();
  const form = guard.getByRole("dialog", { name: "开设账号" });
  await form.getByLabel("依据（必填）").fill("账审〔2026〕9号");
  await form.getByLabel("单位（必填）").selectOption({ label: "县教育局" });
  await form.getByLabel("姓名（必填）").fill("卢小娟");
  await form.getByLabel("账号名（必填）").fill("lu.xiaojuan");
  await form.getByLabel("类型（必填）").selectOption({ label: "发布账号" });
  await form.getByRole("button", { name: "开设", exact: true }).click();
  const once = guard.getByRole("dialog", { name: "初始密码" });
  await expect(once).toBeVisible();
  // It is shown once and stored nowhere: only 已记下 closes it.
  await guard.mouse.click(2, 2);
  await expect(once.getByText("lu.xiaojuan")).toBeVisible();
  expect((await noteFirstPassword(guard)).login).toBe("lu.xiaojuan");
});
