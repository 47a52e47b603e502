/** The built editor in Chromium, under `default-src 'self'; style-src 'self'`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { docxFile } from "../docxFile.ts";
import { type Desk, pasteHtml, savedHtml, Station } from "./page.ts";

let station: Station;
let desk: Desk;
let page: Page;

before(async () => {
  station = await Station.start();
});
after(() => station.stop());
beforeEach(async () => {
  desk = await station.open();
  page = desk.page;
});
afterEach(async () => {
  await page.context().close();
  assert.deepEqual(desk.complaints, [], "the console stays silent");
});

const sample = (name: string): string => readFileSync(new URL(`../corpus/${name}.html`, import.meta.url), "utf8");
const button = (name: string) => page.getByRole("button", { name, exact: true });
const text = () => page.getByRole("textbox", { name: "正文" });
const setHtml = (html: string): Promise<void> => page.evaluate((value) => window.editor.setHtml(value), html);
const notices = (): Promise<string> => page.evaluate(() => window.notices.join("\n"));

async function violations(): Promise<string[]> {
  await page.addScriptTag({ url: "/axe.js" });
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

describe("writing", () => {
  test("typed text reaches the desk with its formatting", async () => {
    await text().click();
    await page.keyboard.type("通知");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("要点");
    await page.waitForFunction(() => window.changes.length > 0);
    assert.equal(await page.evaluate(() => window.changes.at(-1)), "<p>通知<strong>要点</strong></p>");
    assert.equal(await button("加粗").getAttribute("aria-pressed"), "true");
  });

  test("setting the text does not report a change", async () => {
    await setHtml("<p>服务器的版本</p>");
    await page.waitForTimeout(400);
    assert.deepEqual(await page.evaluate(() => window.changes), []);
  });

  test("a change under way is reported when the editor goes", async () => {
    await text().click();
    await page.keyboard.type("最后一句");
    await page.evaluate(() => window.editor.destroy());
    assert.equal(await page.evaluate(() => window.changes.at(-1)), "<p>最后一句</p>");
  });

  test("一键排版 is one step back", async () => {
    const before = "<p>　　各乡镇,请于 月底 报送.</p>";
    await setHtml(before);
    const untouched = await savedHtml(page);
    await button("一键排版").click();
    assert.equal(await savedHtml(page), '<p class="indent-2em">各乡镇，请于月底报送。</p>');
    await text().press("Control+z");
    assert.equal(await savedHtml(page), untouched);
  });
});

describe("keyboard", () => {
  test("the toolbar is one stop, arrows move in it, Escape leads back", async () => {
    await text().click();
    await page.keyboard.press("Alt+F10");
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent?.trim();
      });
    assert.equal(await focused(), "撤销");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "段落样式");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "加粗");
    await page.keyboard.press("End");
    assert.equal(await focused(), "导入 Word");
    await page.keyboard.press("Home");
    assert.equal(await focused(), "撤销");
    assert.equal(await page.locator(".editor__toolbar [tabindex='0']:visible").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "正文");
  });

  test("a heading is made without a pointer", async () => {
    await text().click();
    await page.keyboard.type("总体要求");
    await page.getByLabel("段落样式").selectOption("2");
    assert.equal(await savedHtml(page), "<h2>总体要求</h2>");
  });
});

describe("dialogs", () => {
  test("a link needs an address that may be linked", async () => {
    await text().click();
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "插入链接" });
    await dialog.getByLabel("链接地址").fill("javascript:alert(1)");
    await dialog.getByLabel("显示文字").fill("县政府");
    await page.keyboard.press("Enter");
    assert.match(await dialog.innerText(), /请填写网址/);
    await dialog.getByLabel("链接地址").fill("www.example.gov.cn");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await savedHtml(page), '<p><a href="https://www.example.gov.cn">县政府</a></p>');
  });

  test("a picture cannot be inserted without a text alternative", async () => {
    await button("图片").click();
    const dialog = page.getByRole("dialog", { name: "插入图片" });
    const file = { name: "大厅.png", mimeType: "image/png", buffer: Buffer.from("png") };
    await dialog.getByLabel("图片文件").setInputFiles(file);
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    assert.match(await dialog.innerText(), /请填写替代文字/);
    await dialog.getByLabel("替代文字").fill("办事大厅外景");
    await dialog.getByLabel("图注（可不填）").fill("图1 办事大厅");
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await dialog.waitFor({ state: "detached" });
    const figure = '<figure><img src="/media/1" alt="办事大厅外景"><figcaption>图1 办事大厅</figcaption></figure>';
    assert.equal(await savedHtml(page), figure);
  });

  test("a refused upload keeps the dialog open and says why", async () => {
    await button("附件").click();
    const dialog = page.getByRole("dialog", { name: "插入附件" });
    const file = { name: "坏文件.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
    await dialog.getByLabel("附件文件").setInputFiles(file);
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await page.waitForFunction(() => window.notices.length > 0);
    assert.match(await notices(), /“坏文件.exe”上传失败：文件类型不符/);
    assert.ok(await dialog.isVisible());
    await page.keyboard.press("Escape");
    assert.equal(await savedHtml(page), "");
  });

  test("an attachment carries name and size", async () => {
    await page.evaluate(() => window.editor.insertAttachment({ url: "/media/7", name: "申请表.docx", size: 20480 }));
    const link =
      '<a class="attachment" href="/media/7" data-name="申请表.docx" data-size="20480">申请表.docx（20 KB）</a>';
    assert.equal(await savedHtml(page), `<p>${link}</p>`);
    await setHtml(await savedHtml(page));
    assert.equal(await savedHtml(page), `<p>${link}</p>`);
  });
});

describe("tables", () => {
  const insertTable = async (): Promise<void> => {
    await text().click();
    await button("表格").click();
    const dialog = page.getByRole("dialog", { name: "插入表格" });
    await dialog.getByLabel("行数").fill("2");
    await dialog.getByLabel("列数").fill("2");
    await dialog.getByLabel("表格标题（可不填）").fill("联系表");
    await dialog.getByRole("button", { name: "插入" }).click();
    await dialog.waitFor({ state: "detached" });
  };

  test("a table is inserted, filled, merged and split", async () => {
    await insertTable();
    await page.keyboard.type("乡镇");
    await page.keyboard.press("Tab");
    await page.keyboard.type("电话");
    const head = '<caption>联系表</caption><thead><tr><th scope="col">乡镇</th><th scope="col">电话</th></tr></thead>';
    assert.equal(await savedHtml(page), `<table>${head}<tbody><tr><td></td><td></td></tr></tbody></table>`);
    assert.ok(await page.getByRole("toolbar", { name: "表格工具" }).isVisible());
    await page.keyboard.press("Shift+ArrowLeft");
    await page.locator("td").first().click();
    const cells = page.locator("td");
    await cells.nth(0).dragTo(cells.nth(1));
    await button("合并单元格").click();
    assert.match(await savedHtml(page), /<tbody><tr><td colspan="2"><\/td><\/tr><\/tbody>/);
    await button("拆分单元格").click();
    assert.match(await savedHtml(page), /<tbody><tr><td><\/td><td><\/td><\/tr><\/tbody>/);
    await button("下方插行").click();
    await button("首列作表头").click();
    assert.equal((await savedHtml(page)).match(/scope="row"/g)?.length, 2);
  });

  test("the tools of the table are there only inside it", async () => {
    await text().click();
    assert.ok(!(await page.getByRole("toolbar", { name: "表格工具" }).isVisible()));
  });
});

describe("pasting", () => {
  for (const name of [
    "word-windows-notice",
    "word-windows-table",
    "wps-writer",
    "excel",
    "government-page",
    "hostile",
  ]) {
    test(`${name} arrives as in the corpus, without a word from the policy`, async () => {
      await text().click();
      await pasteHtml(page, sample(name));
      const expected = readFileSync(new URL(`../corpus/${name}.expected.html`, import.meta.url), "utf8");
      const squeeze = (html: string): string => html.replace(/\n/g, "");
      assert.equal(squeeze(await savedHtml(page)), squeeze(expected));
    });
  }

  test("an embedded picture is uploaded and its place filled", async () => {
    await text().click();
    await pasteHtml(page, sample("word-mac"));
    await page.waitForFunction(() => window.editor.getHtml().includes("/media/1"));
    assert.deepEqual(await page.evaluate(() => window.uploaded), [["粘贴的图片1.png", "image"]]);
    assert.match(await notices(), /有 1 张图片存在您的电脑里/);
  });

  const pasteFile = (name: string, type: string): Promise<void> =>
    page.evaluate(
      ([name, type]) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File(["x"], name, { type }));
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
        document.querySelector(".editor__content")!.dispatchEvent(event);
      },
      [name, type] as const,
    );

  test("a pasted screenshot becomes a picture that still needs its text alternative", async () => {
    await text().click();
    await pasteFile("截图.png", "image/png");
    await page.waitForFunction(() => window.editor.getHtml().includes("/media/1"));
    assert.equal(await savedHtml(page), '<figure><img src="/media/1" alt=""></figure>');
  });

  test("a picture whose upload fails leaves no trace but a notice", async () => {
    await text().click();
    await page.keyboard.type("正文");
    await pasteFile("坏图.png", "image/png");
    await page.waitForFunction(() => window.notices.length > 0);
    assert.match(await notices(), /“坏图.png”上传失败：文件类型不符。/);
    assert.equal(await page.locator("figure").count(), 0);
    assert.equal(await savedHtml(page), "<p>正文</p>");
  });

  test("any other pasted file becomes an attachment", async () => {
    await text().click();
    await pasteFile("申请表.pdf", "application/pdf");
    await page.waitForFunction(() => window.editor.getHtml().includes("/media/1"));
    assert.match(await savedHtml(page), /<a class="attachment" href="\/media\/1" data-name="申请表.pdf"/);
  });

  test("pictures that Word keeps in the RTF are uploaded", async () => {
    await text().click();
    const rtf = String.raw`{\rtf1{\*\shppict{\pict\pngblip 89504e470d0a1a0a}}}`;
    await pasteHtml(page, '<p>大厅</p><p><img src="file:///C:/clip_image001.png" alt="大厅外景"></p>', rtf);
    await page.waitForFunction(() => window.editor.getHtml().includes("/media/1"));
    assert.match(await savedHtml(page), /<figure><img src="\/media\/1" alt="大厅外景"><\/figure>/);
    assert.equal(await notices(), "");
  });

  test("text copied in the editor keeps its layout", async () => {
    await setHtml('<p class="ta-center">标题<strong>一</strong></p><p class="indent-2em">正文</p>');
    await text().click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await page.keyboard.press("End");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+v");
    const paragraph = '<p class="ta-center">标题<strong>一</strong></p><p class="indent-2em">正文</p>';
    await page.waitForFunction(() => window.editor.getHtml().split("标题").length === 3);
    assert.equal(await savedHtml(page), paragraph + paragraph);
  });

  test("an address pasted over a word links it", async () => {
    await setHtml("<p>县政府</p>");
    await text().click();
    await page.keyboard.press("Control+a");
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "https://www.example.gov.cn/");
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.querySelector(".editor__content")!.dispatchEvent(event);
    });
    assert.equal(await savedHtml(page), '<p><a href="https://www.example.gov.cn/">县政府</a></p>');
  });
});

describe("import of Word files", () => {
  test("heading, merged cells and picture arrive", async () => {
    const bytes = [...(await docxFile())];
    await page.evaluate((data) => window.editor.importDocx(new File([new Uint8Array(data)], "办法.docx")), bytes);
    const saved = await savedHtml(page);
    assert.match(saved, /<h2>一、补助标准<\/h2>/);
    assert.match(saved, /<td rowspan="2">水稻<\/td>/);
    assert.match(saved, /<img src="\/media\/1" alt="办事大厅外景（示例）">/);
  });

  test("what is no Word file is refused in plain words", async () => {
    await page.evaluate(() => window.editor.importDocx(new File(["x"], "假的.docx")));
    await page.evaluate(() => window.editor.importDocx(new File(["x"], "旧的.doc")));
    assert.match(await notices(), /“假的.docx”不是可以读取的 Word 文件/);
    assert.match(await notices(), /只能导入 .docx 文件/);
  });
});

describe("problems", () => {
  test("the check panel leads to the picture without a text alternative", async () => {
    await setHtml(
      '<p>一</p><figure><img src="/media/1" alt="甲"></figure><figure><img src="/media/2" alt=""></figure>',
    );
    const found = await page.evaluate(() => window.editor.focusProblem({ selector: "img", index: 1 }));
    assert.ok(found);
    assert.equal(await page.locator(".ProseMirror-selectednode img").getAttribute("src"), "/media/2");
    await button("图片").click();
    await page.getByRole("dialog", { name: "图片说明" }).getByLabel("替代文字").fill("乙");
    await page.keyboard.press("Enter");
    assert.match(await savedHtml(page), /<img src="\/media\/2" alt="乙">/);
  });

  test("a place that is gone is said to be gone", async () => {
    assert.equal(await page.evaluate(() => window.editor.focusProblem("table")), false);
  });
});

describe("accessibility", () => {
  for (const width of [1440, 390]) {
    test(`axe finds nothing at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await text().click();
      await pasteHtml(page, sample("word-windows-notice") + sample("excel"));
      await page.locator("td").first().click();
      assert.deepEqual(await violations(), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      const shots = process.env["SCREENSHOTS"];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/editor-${width}.png` });
      await button("图片").click();
      assert.deepEqual(await violations(), []);
      if (shots !== undefined) await page.screenshot({ path: `${shots}/dialog-${width}.png` });
    });
  }
});
