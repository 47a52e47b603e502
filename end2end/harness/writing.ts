// What a clerk does with an item, in the words of the page: start, write, review for secrecy, submit, decide.
import { expect, type Locator, type Page } from "@playwright/test";
import { hydrated, openDesk } from "./desk.ts";

/** 县教育局 publishes here, 县政务办 leads and signs. */
export const EDUCATION = { name: "教育培训", address: "/c/jypx" };

/** What `write` says of a revision of something that was public. */
export const CHANGE = "按新的文件更新内容。";

export interface Text {
  title: string;
  /** Paragraphs. */
  body: string[];
}

/** Starts an item of this kind in the column whose path ends with `column`, and returns the number of the item. */
export async function startItem(page: Page, column = EDUCATION.name, kind = "文章"): Promise<number> {
  await openDesk(page, "/desk/items/new");
  const choice = page.getByLabel("栏目（必填）");
  const path = await choice.locator("option", { hasText: new RegExp(`${column}$`) }).innerText();
  await choice.selectOption({ label: path });
  const kinds = page.getByLabel("信息类型");
  if ((await kinds.count()) > 0) await kinds.selectOption({ label: kind });
  await page.getByRole("button", { name: "开始编写" }).click();
  await expect(page).toHaveURL(/\/desk\/items\/\d+$/);
  await expect(body(page)).toBeEditable();
  return Number(page.url().split("/").at(-1));
}

/** Opens an item for writing. */
export async function openItem(page: Page, item: number): Promise<void> {
  await openDesk(page, `/desk/items/${item}`);
  await expect(body(page)).toBeEditable();
}

export async function openReview(page: Page, item: number): Promise<void> {
  await openDesk(page, `/desk/items/${item}/review`);
  await expect(decisions(page)).toBeVisible();
}

/** The text field of the editor. */
export function body(page: Page): Locator {
  return page.getByRole("textbox", { name: "正文", exact: true });
}

export function title(page: Page): Locator {
  return page.getByLabel("标题（必填）");
}

/** How far saving has come: the status in the lower bar. */
export function saveState(page: Page): Locator {
  return page.getByRole("group", { name: "保存与送审" }).getByRole("status");
}

/** The bar of decisions of the signing page. */
export function decisions(page: Page): Locator {
  return page.getByRole("group", { name: "决定" });
}

/** Replaces title and text as somebody at the keyboard would, and waits until the server has them. */
export async function write(page: Page, text: Text): Promise<void> {
  await title(page).fill(text.title);
  await body(page).press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  for (const [at, paragraph] of text.body.entries()) {
    if (at > 0) await page.keyboard.press("Enter");
    await page.keyboard.insertText(paragraph);
  }
  const formedOn = page.getByLabel("信息形成（决定）日期（必填）");
  if ((await formedOn.count()) > 0) await formedOn.fill(yesterday());
  // What was public before says what changed.
  const change = page.getByLabel("这次修订是（必填）");
  if ((await change.count()) > 0) {
    await change.selectOption("实质修改");
    await page.getByLabel("改了什么").fill(CHANGE);
  }
  await save(page);
}

export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(saveState(page)).toContainText("已自动保存");
}

/** Copies the review from the paper form. */
export async function fillSecrecyReview(form: Locator): Promise<void> {
  await form.getByLabel("审查表编号").fill("隆教保审〔2026〕18号");
  await form.getByLabel("科室负责人").fill("黄秀英");
  await form.getByLabel("保密审查人").fill("陆世平");
  await form.getByLabel("审查日期").fill(yesterday());
  await form.getByLabel("分管领导").fill("韦国强");
}

/** Records the review that the paper form shows. */
export async function recordSecrecyReview(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "保密审查" }).click();
  const panel = page.getByRole("tabpanel", { name: "保密审查" });
  await fillSecrecyReview(panel);
  await panel.getByRole("button", { name: "登记保密审查" }).click();
  await expect(page.getByText("保密审查已登记。")).toBeVisible();
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "送审", exact: true }).click();
  await expect(page).toHaveURL(/\/review$/);
  await expectStage(page, "待审");
}

/** An item that waits for its signature. */
export async function submitted(page: Page, text: Text, column?: string): Promise<number> {
  const item = await startItem(page, column);
  await write(page, text);
  await recordSecrecyReview(page);
  await submit(page);
  return item;
}

/** Signs on the signing page and returns the address under which citizens read it. */
export async function sign(page: Page, item: number): Promise<string> {
  await openReview(page, item);
  await decisions(page).getByRole("button", { name: "签发" }).click();
  await page.getByRole("dialog", { name: "签发" }).getByRole("button", { name: "签发" }).click();
  await expectStage(page, "已发");
  return publicAddress(page);
}

/** Where citizens read the item of this signing page. */
export async function publicAddress(page: Page): Promise<string> {
  const address = await page.getByRole("link", { name: "看线上版本" }).getAttribute("href");
  if (address === null) throw new Error("a link has an address");
  return address;
}

/** Takes the item of this signing page back from the public. */
export async function withdraw(page: Page, reason: string): Promise<void> {
  await decisions(page).getByRole("button", { name: "撤稿" }).click();
  await giveReason(page, "撤稿", reason);
  await expectStage(page, "已撤");
}

/** Gives a reason in the dialog `name` and presses the button of the same name. */
export async function giveReason(page: Page, name: string, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByLabel("理由（必填）").fill(reason);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The stage beside the heading of the page. */
export async function expectStage(page: Page, stage: string): Promise<void> {
  await expect(page.locator(".page-head").getByText(stage, { exact: true })).toBeVisible();
}

/** Leaves the desk, so that the next person can use the same browser. */
export async function signOut(page: Page): Promise<void> {
  await hydrated(page);
  await page.getByTitle("退出登录").click();
  await expect(page).toHaveURL(/\/desk\/login/);
}

/** Today in Nanning, as a date field wants it. */
export function today(): string {
  return day(new Date());
}

/** The day before today. */
export function yesterday(): string {
  return day(new Date(Date.now() - 24 * 60 * 60 * 1000));
}

/** A moment's day in Nanning, as a date field wants it. */
export function day(moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(moment);
}
