import { element, throughSchema } from "./document.ts";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { typeset } from "../src/typeset/typeset.ts";

function laidOut(html: string): string {
  const root = element(html);
  typeset(root);
  return root.innerHTML;
}

/** The text of one paragraph after layout. */
function line(text: string): string {
  return element(laidOut(`<p>${text}</p>`)).textContent ?? "";
}

describe("punctuation", () => {
  const cases: readonly [string, string, string][] = [
    ["commas and stops between Chinese", "为保障安全,经研究,决定如下.", "为保障安全，经研究，决定如下。"],
    ["question and exclamation marks", "怎么办理?请看指南!", "怎么办理？请看指南！"],
    ["colon at the end of the line", "各乡镇:", "各乡镇："],
    ["brackets around Chinese", "通知(试行)印发", "通知（试行）印发"],
    ["document numbers take hexagonal brackets", "隆政发[2018]93号", "隆政发〔2018〕93号"],
    ["round brackets in document numbers too", "隆政发（2018）93号", "隆政发〔2018〕93号"],
    ["quotes open and close in turn", '发扬"三牛"精神和"钉钉子"精神', "发扬“三牛”精神和“钉钉子”精神"],
    ["a single quote of two is left alone", '屏幕5" 以上', '屏幕5" 以上'],
    ["blanks between Chinese", "序 号\u3000单位\u00a0名称", "序号单位名称"],
    ["blanks beside Latin stay", "使用 Word 编辑", "使用 Word 编辑"],
    [
      "times, numbers and addresses stay",
      "9:30 至 10:00，1,234.5 元，见 www.gov.cn/a.html",
      "9:30 至 10:00，1,234.5 元，见 www.gov.cn/a.html",
    ],
    ["comma before a figure", "共计,3处", "共计，3处"],
    ["Latin text stays", "Hello, world. (test)", "Hello, world. (test)"],
  ];
  for (const [name, before, after] of cases) test(name, () => assert.equal(line(before), after));

  test("marks do not hide neighbours", () => {
    assert.match(laidOut("<p><strong>安全</strong>,<em>生产</em></p>"), /<strong>安全<\/strong>，<em>生产<\/em>/);
  });

  test("names of attachments are facts", () => {
    const html = '<p>附件:<a class="attachment" href="/media/1">通知(试行) 稿.docx</a></p>';
    assert.match(laidOut(html), /附件：<a class="attachment" href="\/media\/1">通知\(试行\) 稿\.docx<\/a>/);
  });
});

describe("paragraphs", () => {
  test("empty ones go, typed indents become real ones", () => {
    assert.equal(laidOut("<p>\u3000\u3000正文。</p><p>\u00a0</p><p></p>"), '<p class="indent-2em">正文。</p>');
  });

  test("a line break starts a paragraph", () => {
    assert.equal(laidOut("<p>甲。<br>乙。</p>"), '<p class="indent-2em">甲。</p><p class="indent-2em">乙。</p>');
  });

  test("centred text and addressees stand without indent", () => {
    const html = '<p class="ta-center">关于某事的通知</p><p>各乡镇人民政府：</p><p>正文。</p>';
    assert.equal(
      laidOut(html),
      '<p class="ta-center">关于某事的通知</p><p>各乡镇人民政府：</p><p class="indent-2em">正文。</p>',
    );
  });

  test("paragraphs in cells and list items are not indented", () => {
    assert.doesNotMatch(
      laidOut("<ul><li><p>甲</p></li></ul><table><tbody><tr><td><p></p></td></tr></tbody></table>"),
      /indent/,
    );
  });

  test("an empty cell keeps its paragraph", () => {
    assert.match(laidOut("<table><tbody><tr><td><p></p></td></tr></tbody></table>"), /<td><p><\/p><\/td>/);
  });
});

describe("headings", () => {
  test("three levels by their numbers", () => {
    const html = "<p>一、总体要求</p><p>（一）指导思想</p><p>1.目标</p><p>到年底完成任务。</p>";
    assert.match(laidOut(html), /<h2>一、总体要求<\/h2><h3>（一）指导思想<\/h3><h4>1\.目标<\/h4>/);
  });

  test("levels close up when one is missing", () => {
    assert.match(laidOut("<p>一、总体要求</p><p>1.目标</p><p>完成任务。</p>"), /<h2>.*<\/h2><h3>1\.目标<\/h3>/);
  });

  test("a sentence with a number is text", () => {
    assert.doesNotMatch(laidOut("<p>一、加强领导，落实责任。</p><p>正文。</p>"), /<h/);
  });

  test("numbered lines that follow one another are a list, not headings", () => {
    const html = laidOut("<p>一、申请材料</p><p>1.身份证</p><p>2.户口簿</p><p>3.申请表</p>");
    assert.equal((html.match(/<h\d/g) ?? []).join(), "<h2");
  });

  test("a decimal number is no heading", () => {
    assert.doesNotMatch(laidOut("<p>1.5亿元</p><p>正文。</p>"), /<h/);
  });

  test("bold is dropped inside headings", () => {
    assert.match(laidOut("<p><strong>一、总则</strong></p><p>正文。</p>"), /<h2>一、总则<\/h2>/);
  });
});

describe("signature", () => {
  test("body and date stand at the right, also above a list of attachments", () => {
    const html = "<p>特此通知。</p><p>示例县水利局</p><p>2026年5月8日</p><p>附件：1.表格</p>";
    assert.match(
      laidOut(html),
      /<p class="ta-right seal-date">示例县水利局<\/p><p class="ta-right seal-date">2026年5月8日<\/p>/,
    );
  });

  test("the layout of a signature survives saving and loading", () => {
    const html = '<p class="ta-right seal-date">2026年5月8日</p>';
    assert.equal(throughSchema(html), html);
  });

  test("two bodies and a date in Chinese figures", () => {
    const html = laidOut("<p>正文。</p><p>示例县财政局</p><p>示例县教育局</p><p>二〇二六年五月八日</p>");
    assert.equal(html.match(/ta-right/g)?.length, 3);
  });

  test("a sentence above the date stays where it is", () => {
    assert.equal(laidOut("<p>请报送县财政局。</p><p>2026年5月8日</p>").match(/ta-right/g)?.length, 1);
  });

  test("a date within text is no signature", () => {
    assert.doesNotMatch(laidOut("<p>正文。</p><p>自2026年5月8日起施行。</p>"), /ta-right/);
  });
});

describe("tables", () => {
  const row = (...cells: string[]): string => `<tr>${cells.map((cell) => `<td><p>${cell}</p></td>`).join("")}</tr>`;

  test("the first row becomes the header", () => {
    const html = laidOut(`<table><tbody>${row("乡镇", "电话")}${row("示例镇", "1")}</tbody></table>`);
    assert.match(html, /<tr><th><p>乡镇<\/p><\/th><th><p>电话<\/p><\/th><\/tr><tr><td>/);
  });

  test("a title across the table becomes the caption", () => {
    const title = '<tr><td colspan="2"><p>联系表</p></td></tr>';
    const html = laidOut(`<table><tbody>${title}${row("乡镇", "电话")}${row("示例镇", "1")}</tbody></table>`);
    assert.match(html, /<caption>联系表<\/caption><tbody><tr><th>/);
  });

  test("existing header cells are respected", () => {
    const html = `<table><tbody><tr><th><p>乡镇</p></th><td><p>甲</p></td></tr>${row("电话", "1")}</tbody></table>`;
    assert.equal(laidOut(html), html);
  });
});

test("laying out twice is laying out once", () => {
  const once = laidOut(
    "<p>关于(试行)的 通知</p><p>各乡镇:</p><p>一、要求</p><p>1.目标</p><p>完成.</p><p>示例县水利局</p><p>2026年5月8日</p>",
  );
  assert.equal(laidOut(once), once);
});
