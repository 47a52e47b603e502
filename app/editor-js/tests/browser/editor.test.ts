/** The built editor in Chromium, under `default-src 'self'; style-src 'self'`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { docxFile } from "../docxFile.ts";
import { eventually } from "./eventually.ts";
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
  // What closing the page calls off is nobody's complaint.
  const complaints = [...desk.complaints];
  await page.context().close();
  assert.deepEqual(complaints, [], "the console stays silent");
});

const sample = (name: string): string => readFileSync(new URL(`../corpus/${name}.html`, import.meta.url), "utf8");
const button = (name: string) => page.getByRole("button", { name, exact: true });
const text = () => page.getByRole("textbox", { name: "正文" });
const setHtml = (html: string): Promise<void> => page.evaluate((value) => window.editor.setHtml(value), html);
const notices = (): Promise<string> => page.evaluate(() => window.notices.join("\n"));

const saved = (expected: string): Promise<void> =>
  eventually(async () => assert.equal(await savedHtml(page), expected));
const savedLike = (expected: RegExp): Promise<void> =>
  eventually(async () => assert.match(await savedHtml(page), expected));
const noticed = (expected: RegExp): Promise<void> => eventually(async () => assert.match(await notices(), expected));

/** The editor takes the focus back a moment after a dialog has closed; keys pressed before would go nowhere. */
async function backInText(): Promise<void> {
  const isInText = () => page.evaluate(() => document.activeElement?.classList.contains("editor__content"));
  await eventually(async () => assert.ok(await isInText()));
}

async function violations(): Promise<string[]> {
  await page.addScriptTag({ url: "/axe.js" });
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

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

describe("writing", () => {
  test("typed text reaches the desk with its formatting", async () => {
    await text().click();
    await page.keyboard.type("通知");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("要点");
    // Slow typing is reported piece by piece.
    await eventually(async () =>
      assert.equal(await page.evaluate(() => window.changes.at(-1)), "<p>通知<strong>要点</strong></p>"),
    );
    assert.equal(await button("加粗").getAttribute("aria-pressed"), "true");
  });

  test("setting the text does not report a change", async () => {
    await setHtml("<p>服务器的版本</p>");
    // A timer of the page itself: a report would have an earlier one, however slow the machine is.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    assert.deepEqual(await page.evaluate(() => window.changes), []);
  });

  test("a change under way is reported when the editor goes", async () => {
    await text().click();
    await page.keyboard.type("最后一");
    await saved("<p>最后一</p>");
    // Both in one breath: the change cannot have been reported by its timer.
    const reported = await page.evaluate(() => {
      window.editor.command("insertContent", "句");
      const before = window.changes.at(-1);
      window.editor.destroy();
      return before;
    });
    assert.notEqual(reported, "<p>最后一句</p>");
    assert.equal(await page.evaluate(() => window.changes.at(-1)), "<p>最后一句</p>");
  });

  test("a change under way is reported when the page asks for it", async () => {
    const reported = await page.evaluate(() => {
      window.editor.command("insertContent", "送审前的一句");
      const before = window.changes.length;
      window.editor.report();
      window.editor.report();
      return [before, ...window.changes];
    });
    assert.deepEqual(reported, [0, "<p>送审前的一句</p>"]);
  });

  test("一键排版 is one step back", async () => {
    const before = "<p>　　各乡镇,请于 月底 报送.</p>";
    await setHtml(before);
    const untouched = await savedHtml(page);
    await button("一键排版").click();
    await saved('<p class="indent-2em">各乡镇，请于月底报送。</p>');
    await text().press("Control+z");
    await saved(untouched);
  });
});

describe("keyboard", () => {
  test("the toolbar is one stop, arrows move in it, Escape leads back", async () => {
    await text().click();
    await page.keyboard.press("Alt+F10");
    const expectFocus = (name: string): Promise<void> =>
      eventually(async () => {
        const focused = await page.evaluate(() => {
          const element = document.activeElement;
          return element?.getAttribute("aria-label") ?? element?.textContent?.trim();
        });
        assert.equal(focused, name);
      });
    await expectFocus("撤销");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expectFocus("段落样式");
    await page.keyboard.press("ArrowRight");
    await expectFocus("加粗");
    await page.keyboard.press("End");
    await expectFocus("导入 Word");
    await page.keyboard.press("Home");
    await expectFocus("撤销");
    assert.equal(await page.locator(".editor__toolbar [tabindex='0']:visible").count(), 1);
    await page.keyboard.press("Escape");
    await expectFocus("正文");
  });

  test("a key acts where the caret is, before the browser has told that it moved", async () => {
    await setHtml("<p>甲乙</p>");
    await text().click();
    await page.keyboard.press("Control+a");
    await page.evaluate(() => {
      const content = document.querySelector(".editor__content")!;
      getSelection()!.collapse(content.querySelector("p")!.firstChild, 2);
      const key = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
      content.dispatchEvent(new KeyboardEvent("keydown", key));
    });
    await eventually(async () => assert.deepEqual(await text().locator("p").allInnerTexts(), ["甲乙", "\n"]));
  });

  test("a heading is made without a pointer", async () => {
    await text().click();
    await page.keyboard.type("总体要求");
    await saved("<p>总体要求</p>");
    await page.getByLabel("段落样式").selectOption("2");
    await saved("<h2>总体要求</h2>");
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
    await eventually(async () => assert.match(await dialog.innerText(), /请填写网址/));
    await dialog.getByLabel("链接地址").fill("www.example.gov.cn");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await saved('<p><a href="https://www.example.gov.cn">县政府</a></p>');
  });

  test("a picture cannot be inserted without a text alternative", async () => {
    await button("图片").click();
    const dialog = page.getByRole("dialog", { name: "插入图片" });
    const file = { name: "大厅.png", mimeType: "image/png", buffer: Buffer.from("png") };
    await dialog.getByLabel("图片文件").setInputFiles(file);
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await eventually(async () => assert.match(await dialog.innerText(), /请填写替代文字/));
    await dialog.getByLabel("替代文字").fill("办事大厅外景");
    await dialog.getByLabel("图注（可不填）").fill("图1 办事大厅");
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await dialog.waitFor({ state: "detached" });
    const figure = '<figure><img src="/media/1" alt="办事大厅外景"><figcaption>图1 办事大厅</figcaption></figure>';
    await saved(figure);
  });

  test("a refused upload keeps the dialog open and says why", async () => {
    await button("附件").click();
    const dialog = page.getByRole("dialog", { name: "插入附件" });
    const file = { name: "坏文件.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
    await dialog.getByLabel("附件文件").setInputFiles(file);
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await noticed(/“坏文件.exe”上传失败：文件类型不符/);
    assert.ok(await dialog.isVisible());
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await savedHtml(page), "");
  });

  test("an attachment carries name and size", async () => {
    await page.evaluate(() => window.editor.insertAttachment({ url: "/media/7", name: "申请表.docx", size: 20480 }));
    const link =
      '<a class="attachment" href="/media/7" data-name="申请表.docx" data-size="20480">申请表.docx（20 KB）</a>';
    await saved(`<p>${link}</p>`);
    await setHtml(await savedHtml(page));
    await saved(`<p>${link}</p>`);
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
    await backInText();
  };

  test("a table is inserted, filled, merged and split", async () => {
    await insertTable();
    await page.keyboard.type("乡镇");
    await page.keyboard.press("Tab");
    await page.keyboard.type("电话");
    const head = '<caption>联系表</caption><thead><tr><th scope="col">乡镇</th><th scope="col">电话</th></tr></thead>';
    await saved(`<table>${head}<tbody><tr><td></td><td></td></tr></tbody></table>`);
    assert.ok(await page.getByRole("toolbar", { name: "表格工具" }).isVisible());
    await page.keyboard.press("Shift+ArrowLeft");
    const cells = page.locator("td");
    await cells.nth(0).click();
    await cells.nth(0).dragTo(cells.nth(1));
    await eventually(async () => assert.equal(await page.locator("td.selectedCell").count(), 2));
    await button("合并单元格").click();
    await savedLike(/<tbody><tr><td colspan="2"><\/td><\/tr><\/tbody>/);
    await button("拆分单元格").click();
    await savedLike(/<tbody><tr><td><\/td><td><\/td><\/tr><\/tbody>/);
    await button("下方插行").click();
    await savedLike(/<tbody>(?:<tr><td><\/td><td><\/td><\/tr>){2}<\/tbody>/);
    await button("首列作表头").click();
    await eventually(async () => assert.equal((await savedHtml(page)).match(/scope="row"/g)?.length, 2));
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
      await eventually(async () => assert.equal(squeeze(await savedHtml(page)), squeeze(expected)));
    });
  }

  test("an embedded picture is uploaded and its place filled", async () => {
    await text().click();
    await pasteHtml(page, sample("word-mac"));
    await savedLike(/\/media\/1/);
    assert.deepEqual(await page.evaluate(() => window.uploaded), [["粘贴的图片1.png", "image"]]);
    await noticed(/有 1 张图片存在您的电脑里/);
  });

  test("a pasted screenshot becomes a picture that still needs its text alternative", async () => {
    await text().click();
    await pasteFile("截图.png", "image/png");
    await saved('<figure><img src="/media/1" alt=""></figure>');
  });

  test("a picture whose upload fails leaves no trace but a notice", async () => {
    await text().click();
    await page.keyboard.type("正文");
    await saved("<p>正文</p>");
    await pasteFile("坏图.png", "image/png");
    await noticed(/“坏图.png”上传失败：文件类型不符。/);
    await eventually(async () => assert.equal(await page.locator("figure").count(), 0));
    await saved("<p>正文</p>");
  });

  test("any other pasted file becomes an attachment", async () => {
    await text().click();
    await pasteFile("申请表.pdf", "application/pdf");
    await savedLike(/<a class="attachment" href="\/media\/1" data-name="申请表.pdf"/);
  });

  test("pictures that Word keeps in the RTF are uploaded", async () => {
    await text().click();
    const rtf = String.raw`{\rtf1{\*\shppict{\pict\pngblip 89504e470d0a1a0a}}}`;
    await pasteHtml(page, '<p>大厅</p><p><img src="file:///C:/clip_image001.png" alt="大厅外景"></p>', rtf);
    await savedLike(/<figure><img src="\/media\/1" alt="大厅外景"><\/figure>/);
    assert.equal(await notices(), "");
  });

  test("text copied in the editor keeps its layout", async () => {
    await setHtml('<p class="ta-center">标题<strong>一</strong></p><p class="indent-2em">正文</p>');
    await text().click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await eventually(async () => assert.match(await page.evaluate(() => navigator.clipboard.readText()), /标题一/));
    await page.keyboard.press("End");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+v");
    const paragraph = '<p class="ta-center">标题<strong>一</strong></p><p class="indent-2em">正文</p>';
    await saved(paragraph + paragraph);
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
    await saved('<p><a href="https://www.example.gov.cn/">县政府</a></p>');
  });
});

describe("files on their way", () => {
  const bar = (within: Locator) => within.getByRole("progressbar", { name: "慢慢传.pdf" });
  const filled = (found: Locator): Promise<void> =>
    eventually(async () => assert.equal(await found.evaluate((element: HTMLProgressElement) => element.value), 40));
  const attachment = /<a class="attachment" href="\/media\/1" data-name="慢慢传.pdf"/;

  test("a pasted file has its bar below the text until it has arrived", async () => {
    await text().click();
    await pasteFile("慢慢传.pdf", "application/pdf");
    await filled(bar(page.locator(".editor > .editor__uploads")));
    await page.evaluate(() => window.letThrough());
    await savedLike(attachment);
    await bar(page.locator(".editor")).waitFor({ state: "detached" });
  });

  test("a file sent from a dialog has its bar inside the dialog", async () => {
    await button("附件").click();
    const dialog = page.getByRole("dialog", { name: "插入附件" });
    const file = { name: "慢慢传.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") };
    await dialog.getByLabel("附件文件").setInputFiles(file);
    await dialog.getByRole("button", { name: "上传并插入" }).click();
    await filled(bar(dialog));
    assert.deepEqual(await violations(), []);
    // What waited for the file must not go off without it: it is told before anybody can press anything.
    const told = await page.evaluate(async () => {
      window.letThrough();
      await new Promise((resolve) => setTimeout(resolve, 0));
      return window.changes.at(-1) ?? "";
    });
    assert.match(told, attachment);
    await dialog.waitFor({ state: "detached" });
    await savedLike(attachment);
  });
});

describe("import of Word files", () => {
  test("heading, merged cells and picture arrive", async () => {
    const bytes = [...(await docxFile())];
    await page.evaluate((data) => window.editor.importDocx(new File([new Uint8Array(data)], "办法.docx")), bytes);
    await savedLike(/<img src="\/media\/1" alt="办事大厅外景（示例）">/);
    await savedLike(/<h2>一、补助标准<\/h2>/);
    await savedLike(/<td rowspan="2">水稻<\/td>/);
  });

  test("what is no Word file is refused in plain words", async () => {
    await page.evaluate(() => window.editor.importDocx(new File(["x"], "假的.docx")));
    await page.evaluate(() => window.editor.importDocx(new File(["x"], "旧的.doc")));
    await noticed(/“假的.docx”不是可以读取的 Word 文件/);
    await noticed(/只能导入 .docx 文件/);
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
    await savedLike(/<img src="\/media\/2" alt="乙">/);
  });

  const TEXT =
    "<h2>一、总则</h2><p>𠮷某，电话<strong>138</strong>00138000。</p>" +
    "<table><tr><th>电话</th></tr><tr><td>13900139000</td></tr></table>" +
    '<figure><img src="/media/1" alt="联系人13700137000"><figcaption>图1</figcaption></figure>';
  /** As the server reads it; it counts characters, not the halves of them that JavaScript counts. */
  const PLAIN = "一、总则\n𠮷某，电话13800138000。\n电话\n13900139000\n联系人13700137000\n图1";
  const focusWords = (words: string): Promise<boolean> => {
    const start = [...PLAIN.slice(0, PLAIN.indexOf(words))].length;
    return page.evaluate((place) => window.editor.focusProblem(place), { start, end: start + [...words].length });
  };

  for (const words of ["13800138000", "13900139000", "图1"]) {
    test(`the check panel leads to the words ${words}`, async () => {
      await setHtml(TEXT);
      assert.ok(await focusWords(words));
      await backInText();
      await eventually(async () => assert.equal(await page.evaluate(() => getSelection()?.toString()), words));
      assert.ok(await page.locator(".editor__problem").isVisible());
    });
  }

  test("words of a text alternative lead to the picture", async () => {
    await setHtml(TEXT);
    assert.ok(await focusWords("13700137000"));
    await page.locator("figure.ProseMirror-selectednode").waitFor();
  });

  test("words that are gone are said to be gone", async () => {
    await setHtml("<p>一</p>");
    assert.equal(await focusWords("13900139000"), false);
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
      await page.getByRole("toolbar", { name: "表格工具" }).waitFor();
      assert.deepEqual(await violations(), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      const shots = process.env["SCREENSHOTS"];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/editor-${width}.png` });
      await button("图片").click();
      await page.getByRole("dialog", { name: "插入图片" }).waitFor();
      assert.deepEqual(await violations(), []);
      if (shots !== undefined) await page.screenshot({ path: `${shots}/dialog-${width}.png` });
    });
  }
});
