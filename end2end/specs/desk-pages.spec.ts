// Every page of the desk, for everybody who sees it: accessible, no wider than the screen, quiet in the console.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { type Account, openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher, reviewer, securityAdministrator } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, openItem, openReview, sign, startItem, write } from "../harness/writing.ts";

const TEXT = { title: "中小学教师招聘公告", body: ["计划招聘教师三十名，报名从九月一日开始。"] };

async function expectGood(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectNoSidewaysScroll(page);
  // What most pages are made of is the same on a phone, and takes three times as long to judge as to open. Editor, inbox
  // and signing page, with their dialogs, are judged there by the journeys write-return-sign, conflict and urgent.
  if (test.info().project.name !== "phone") await expectAccessible(page);
}

const PAGES: [Account, string[]][] = [
  [publisher, ["", "/inbox", "/board", "/calendar", "/reminders", "/assessment", "/patrol", "/cases", "/items", "/items/new", "/corrections", "/reprints", "/rounds", "/topics", "/topics/new", "/columns", "/account-requests", "/me"]],
  [reviewer, ["", "/inbox", "/board", "/calendar", "/reminders", "/assessment", "/patrol", "/cases", "/items", "/items/new", "/corrections", "/reprints", "/rounds", "/topics", "/columns", "/services", "/account-requests", "/delegations", "/me"]],
  [portalManager, ["", "/board", "/calendar", "/reminders", "/assessment", "/patrol", "/cases", "/cases/new", "/reprints", "/topics", "/columns", "/account-requests", "/site", "/components", "/me"]],
  [securityAdministrator, ["", "/columns", "/accounts", "/account-requests", "/me"]],
  [auditor, ["", "/board", "/calendar", "/reminders", "/assessment", "/patrol", "/cases", "/columns", "/log", "/me"]],
];

/** Where the side bar leads within the desk; on a phone it is there behind its button. Papers are pages without a frame. */
async function offered(page: Page): Promise<string[]> {
  const links = page.locator("#sidebar a[href^='/desk']:not([rel='external'])");
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return addresses.map((address) => address.replace(/^\/desk/, ""));
}

for (const [account, pages] of PAGES) {
  test(`the pages of ${account.login}`, async ({ as }) => {
    test.slow();
    const page = await as(account);
    await openDesk(page, "/desk");
    const links = await offered(page);
    expect(links).toContain("/columns");
    expect(links.filter((link) => !pages.includes(link)), "every page of the side bar is looked at").toEqual([]);
    for (const address of pages) {
      await openDesk(page, `/desk${address}`);
      await expectGood(page);
    }
  });
}

test("no page of the desk is left out", async () => {
  const table = await readFile(new URL("../../app/src/desk/mod.rs", import.meta.url), "utf8");
  const paths = Array.from(table.matchAll(/path!\("([^"]*)"\)/g), ([, path = ""]) => path);
  // Pages of one item, one case, one topic are opened by the journeys that make one.
  const pages = paths.filter((path) => !/^\/|[:*]/.test(path)).map((path) => (path === "" ? "" : `/${path}`));
  expect(pages).toContain("/patrol");
  const opened = new Set(PAGES.flatMap(([, addresses]) => addresses));
  expect(pages.filter((page) => !opened.has(page))).toEqual([]);
});

test("what is not there", async ({ as }) => {
  const page = await as(publisher);
  for (const address of ["/desk/no-such-page", "/desk/print/nothing"]) {
    expect((await page.goto(address))?.status(), address).toBe(404);
    await expectGood(page);
  }
});

test("the editor with each of its panels", async ({ as }) => {
  test.slow();
  const page = await as(publisher);
  await openItem(page, await startItem(page));
  await expectGood(page);
  await write(page, TEXT);
  for (const panel of ["检查", "保密审查", "流程", "历史", "预览", "状态"]) {
    await page.getByRole("tab", { name: panel }).click();
    await expect(page.getByRole("tabpanel", { name: panel })).toBeVisible();
    await expectGood(page);
  }
});

test("signing page with its panels and dialogs, history and paper", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await arrived(clerk, TEXT);
  const lead = await as(reviewer);
  await openReview(lead, item);
  for (const panel of ["版面", "对照", "保密审查", "历史"]) {
    await lead.getByRole("tab", { name: panel }).click();
    await expect(lead.getByRole("tabpanel", { name: panel })).toBeVisible();
    await expectGood(lead);
  }
  for (const name of ["签发", "退回", "紧急发布"]) {
    await decisions(lead).getByRole("button", { name }).click();
    await expect(lead.getByRole("dialog", { name })).toBeVisible();
    await expectGood(lead);
    await lead.keyboard.press("Escape");
    await expect(lead.getByRole("dialog", { name })).toBeHidden();
  }
  await sign(lead, item);
  await expectGood(lead);
  await openDesk(lead, `/desk/items/${item}/history`);
  await expectGood(lead);
  for (const page of [clerk, lead]) {
    await page.goto(`/desk/print/items/${item}`);
    await expect(page.getByRole("main")).toContainText(TEXT.title);
    await expectGood(page);
  }
});

test("an account form on the screen and on paper", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  await openDesk(clerk, "/desk/account-requests");
  await clerk.getByLabel("使用人（必填）").fill("黄丽萍");
  await clerk.getByLabel("电话（必填）").fill("0771-6520000");
  await clerk.getByLabel("账号名（必填）").fill(`huangliping${Date.now() % 100_000}`);
  await clerk.getByLabel("理由（必填）").fill("岗位调整，新增一名信息发布人员。");
  await clerk.getByRole("button", { name: "提交审定单" }).click();
  await expect(clerk.getByRole("row").filter({ hasText: "黄丽萍" }).first()).toBeVisible();
  await expectGood(clerk);

  const guard = await as(securityAdministrator);
  await openDesk(guard, "/desk/account-requests");
  const row = guard.getByRole("row").filter({ hasText: "黄丽萍" }).first();
  await row.getByRole("button", { name: "审批" }).click();
  await expect(guard.getByRole("dialog").filter({ visible: true })).toBeVisible();
  await expectGood(guard);
  await guard.keyboard.press("Escape");
  const paper = await row.locator("a[href^='/desk/print/']").getAttribute("href");
  await guard.goto(paper ?? "");
  await expect(guard.getByRole("main")).toContainText("黄丽萍");
  await expectGood(guard);
});
