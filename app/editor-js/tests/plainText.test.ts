/** The words as the server's checks count them, and their places in the document. */
import { documentOf } from "./document.ts";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { plainText, stretchOfWords } from "../src/html/plainText.ts";

describe("the plain text is that of the server", () => {
  const table: [string, string, string][] = [
    [
      "a line per block, a tab between cells, pictures by their alternative text",
      // The sample of crates/documents/src/html/reading.rs.
      "<h2>一、总则</h2><p>为了\n规范<strong>工作</strong>，制定本办法。<br>第二行</p>" +
        "<table><tr><th>姓名</th><th>金额</th></tr><tr><td><p>张某</p></td><td>100</td></tr></table>" +
        '<figure><img src="/media/a.webp" alt="会议现场"><figcaption>图1</figcaption></figure>',
      "一、总则\n为了 规范工作，制定本办法。\n第二行\n姓名\t金额\n张某\t100\n会议现场\n图1",
    ],
    [
      "a cell of two paragraphs has two lines",
      "<table><tr><th>甲</th><th>乙</th></tr><tr><td><p>一</p><p>二</p></td><td>三</td></tr></table>",
      "甲\t乙\n一\n二\t三",
    ],
    [
      "the caption of a table comes before it",
      "<table><caption>联系表</caption><tr><th>电话</th></tr></table>",
      "联系表\n电话",
    ],
    [
      "a file is its name with its size",
      '<p>见<a class="attachment" href="/media/7" data-name="申请表.docx" data-size="20480">申请表.docx</a>。</p>',
      "见申请表.docx（20 KB）。",
    ],
    [
      "a picture that is still on its way is not there",
      '<p>一</p><figure><img data-upload="1" alt="会议"></figure><p>二</p>',
      "一\n二",
    ],
  ];
  for (const [what, html, expected] of table) {
    test(what, () => assert.equal(plainText(documentOf(html), document), expected));
  }
});

describe("places", () => {
  /** What stands in the document where the server found `words`. */
  function found(html: string, words: string): string | null {
    const doc = documentOf(html);
    const text = plainText(doc, document);
    const start = [...text.slice(0, text.indexOf(words))].length;
    const stretch = stretchOfWords(doc, document, start, start + [...words].length);
    return stretch === null ? null : doc.textBetween(stretch.from, stretch.to, "|", "◇");
  }

  test("words across formatting, behind rare characters and in cells are found", () => {
    const html =
      "<p>𠮷某某<strong>138</strong>00138000。</p><table><tr><th>电话</th></tr><tr><td>13900139000</td></tr></table>";
    assert.equal(found(html, "13800138000"), "13800138000");
    assert.equal(found(html, "13900139000"), "13900139000");
    assert.equal(found(html, "某某1"), "某某1");
  });

  test("what parts two lines leads to the words beside it", () => {
    assert.equal(found("<p>甲，</p><p>乙</p>", "，\n乙"), "，|乙");
  });

  test("words of a picture lead to the picture", () => {
    const doc = documentOf('<p>一</p><figure><img src="/media/1" alt="联系人13800138000"></figure>');
    const figure = doc.child(0).nodeSize;
    assert.deepEqual(stretchOfWords(doc, document, 5, 16), { from: figure, to: figure + doc.child(1).nodeSize });
  });

  test("what is no longer there has no place", () => {
    assert.equal(stretchOfWords(documentOf("<p>一</p>"), document, 40, 43), null);
  });
});
