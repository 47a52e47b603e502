// A notice as offices write them, made in the desk's own editor and read by a citizen: text from Word, a picture, a
// table with merged cells, a file to download, and the layout of official documents at the press of one button.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { photograph, wordFile } from "../harness/files.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { expectWaiting, hold, staysWhenAsked } from "../harness/uploading.ts";
import {
  body,
  openReview,
  recordSecrecyReview,
  save,
  sign,
  startItem,
  submit,
  title,
  yesterday,
} from "../harness/writing.ts";

const TITLE = "隆安县2026年秋季学期学生保险补助办法";
const PICTURE = { alt: "新生在校门口排队报到", caption: "图1　新生报到" };
const FILE = "学生保险补助申请表.docx";
const ATTACHING = "**/desk/media?kind=attachment*";

/** Puts the caret into a new paragraph below the line with these words. */
async function below(page: Page, words: string): Promise<void> {
  await body(page).getByText(words, { exact: true }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

async function importWord(page: Page): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await press(page, "导入 Word");
  await (await chooser).setFiles(await wordFile("补助办法.docx"));
  await expect(body(page).getByRole("heading", { name: "一、补助标准" })).toBeVisible();
  // The picture inside the Word file goes to the server by itself.
  const picture = body(page).getByRole("img", { name: "办事大厅外景（示例）" });
  await expect(picture).toHaveAttribute("src", /^\/media\//);
}

async function insertPicture(page: Page): Promise<void> {
  await press(page, "图片");
  const dialog = page.getByRole("dialog", { name: "插入图片" });
  await dialog.getByLabel("图片文件").setInputFiles(await photograph());
  await dialog.getByRole("button", { name: "上传并插入" }).click();
  await expect(dialog, "no picture without words for those who cannot see it").toContainText("请填写替代文字");
  await dialog.getByLabel("替代文字").fill(PICTURE.alt);
  await dialog.getByLabel("图注（可不填）").fill(PICTURE.caption);
  await dialog.getByRole("button", { name: "上传并插入" }).click();
  await expect(dialog).toBeHidden();
  await expect(body(page).getByRole("img", { name: PICTURE.alt })).toBeVisible();
}

/** Two rows of three columns; the last two cells of the second row become one. */
async function insertTable(page: Page): Promise<void> {
  await press(page, "表格");
  const dialog = page.getByRole("dialog", { name: "插入表格" });
  await dialog.getByLabel("行数").fill("2");
  await dialog.getByLabel("表格标题（可不填）").fill("受理时间");
  await dialog.getByRole("button", { name: "插入" }).click();
  await expect(dialog).toBeHidden();
  const words = ["学校", "上午", "下午", "城关小学", "全天受理"];
  for (const [at, word] of words.entries()) {
    if (at > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(word);
  }
  await page.keyboard.press("Shift+ArrowRight");
  await press(page, "合并单元格");
  await expect(body(page).getByRole("cell", { name: "全天受理" })).toHaveAttribute("colspan", "2");
}

const breadcrumb = (page: Page) => page.getByRole("navigation", { name: "当前位置" });

/** Whoever leaves over a file on its way is asked, and stays with everything when the answer is no. */
async function staysFor(file: string, page: Page, leave: () => Promise<void>): Promise<void> {
  await staysWhenAsked(page, `“${file}”还没有传完，现在离开，文件不会保存。确定要离开吗？`, leave);
  await expect(page.getByRole("progressbar", { name: file })).toBeVisible();
}

/** A slow line: the file is held on its way, the bar is there to be seen, and nothing goes off without the file. */
async function attachSlowly(page: Page): Promise<void> {
  const upload = hold(page, ATTACHING);
  await page.getByLabel("添加附件").setInputFiles(await wordFile(FILE));
  const held = await upload;
  const bar = page.getByRole("progressbar", { name: FILE });
  await expect(bar).toBeVisible();
  await expect(page.getByText("还有 1 个文件正在上传", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^送审/ }).click();
  await expectWaiting(page);
  await expect(page).toHaveURL(/\/desk\/items\/\d+$/);
  await staysFor(FILE, page, () => breadcrumb(page).getByRole("link", { name: "信息" }).click());
  await staysFor(FILE, page, () => page.evaluate(() => history.back()));
  await held.continue();
  await expect(page.getByRole("link", { name: FILE })).toBeVisible();
  await expect(bar).toHaveCount(0);
}

test("Word text, picture, merged table, file and layout reach the citizen", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await title(clerk).fill(TITLE);
  await importWord(clerk);

  await below(clerk, "按下表执行。");
  await clerk.keyboard.type("各学校,请于 月底前 公示.");
  await clerk.keyboard.press("Enter");
  await clerk.keyboard.type("受理安排如下");
  await below(clerk, "受理安排如下");
  await insertTable(clerk);
  await below(clerk, "各学校,请于 月底前 公示.");
  await insertPicture(clerk);
  await attachSlowly(clerk);
  await press(clerk, "一键排版");
  await expect(body(clerk).getByText("各学校，请于月底前公示。", { exact: true })).toHaveClass(/indent-2em/);

  await clerk.getByLabel("信息形成（决定）日期（必填）").fill(yesterday());
  await save(clerk);
  await recordSecrecyReview(clerk);
  await submit(clerk);
  const lead = await as(reviewer);
  await openReview(lead, item);
  await expect(lead.getByRole("tabpanel", { name: "版面" }).getByRole("link", { name: FILE })).toBeVisible();
  const address = await sign(lead, item);

  await page.goto(address);
  const article = page.getByRole("article");
  await expect(article.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  await expect(article.getByRole("heading", { name: "一、补助标准" })).toBeVisible();
  await expect(article.getByText("各学校，请于月底前公示。", { exact: true })).toHaveClass(/indent-2em/);

  const figure = article.getByRole("figure").filter({ hasText: PICTURE.caption });
  const picture = figure.getByRole("img", { name: PICTURE.alt });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  const hours = article.getByRole("table", { name: "受理时间" });
  await expect(hours.getByRole("columnheader")).toHaveText(["学校", "上午", "下午"]);
  await expect(hours.getByRole("cell", { name: "全天受理" })).toHaveAttribute("colspan", "2");
  await expect(article.getByRole("columnheader", { name: "标准（元）" })).toHaveAttribute("colspan", "2");
  await expect(article.getByRole("cell", { name: "水稻" })).toHaveAttribute("rowspan", "2");

  const file = article.getByRole("link", { name: FILE });
  await expect(file).toContainText(/Word 文档，[\d.]+ KB/);
  const download = page.waitForEvent("download");
  await file.click();
  const got = await download;
  expect(got.suggestedFilename()).toBe(FILE);
  expect((await readFile(await got.path())).subarray(0, 2).toString()).toBe("PK");
});

test("a file of a kind that must not be published is refused with the reason, and the rest stays", async ({ as }) => {
  const clerk = await as(publisher);
  await startItem(clerk);
  const program = { name: "报名系统.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
  await clerk.getByLabel("添加附件").setInputFiles([program, await wordFile(FILE)]);
  await expect(clerk.getByText("“报名系统.exe”没有上传")).toBeVisible();
  await expect(clerk.getByRole("link", { name: FILE })).toBeVisible();
  await expect(clerk.getByRole("link", { name: program.name })).toHaveCount(0);
});

test("a link in the text that is being written is no way out: nobody is asked about a file on its way", async ({ as }) => {
  const clerk = await as(publisher);
  await startItem(clerk);
  await body(clerk).click();
  await press(clerk, "附件");
  const dialog = clerk.getByRole("dialog", { name: "插入附件" });
  await dialog.getByLabel("附件文件").setInputFiles(await wordFile("参保须知.docx"));
  await dialog.getByRole("button", { name: "上传并插入" }).click();
  const link = body(clerk).getByRole("link", { name: "参保须知.docx" });
  await expect(link).toBeVisible();

  const upload = hold(clerk, ATTACHING);
  await clerk.getByLabel("添加附件").setInputFiles(await wordFile(FILE));
  const held = await upload;
  const asked: string[] = [];
  clerk.on("dialog", (question) => {
    asked.push(question.message());
    void question.dismiss();
  });
  await link.click();
  await held.continue();
  await expect(clerk.getByRole("link", { name: FILE })).toBeVisible();
  expect(asked).toEqual([]);
});
