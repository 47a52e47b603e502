/**
 * The clipboard corpus: every sample against the text that would be saved after pasting it.
 * `UPDATE_GOLDEN=1 npm test` rewrites the expectations; read the difference before committing it.
 */
import { throughSchema, inLines } from "./document.ts";
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { cleanPastedHtml, isOwnHtml } from "../src/paste/clean.ts";

const corpus = new URL("./corpus/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, corpus), "utf8");
const samples = readdirSync(corpus)
  .filter((name) => name.endsWith(".html") && !name.endsWith(".expected.html"))
  .map((name) => name.replace(".html", ""));

/** The saved text; a picture under way is shown as if its upload had ended. */
function pasted(name: string): string {
  const { html } = cleanPastedHtml(read(`${name}.html`), "https://portal.example.gov.cn");
  return inLines(throughSchema(html.replace(/data-upload="[^"]*"/g, 'src="/media/uploaded"')));
}

describe("clipboard corpus", () => {
  assert.ok(samples.length >= 12);
  for (const name of samples) {
    test(name, () => {
      const actual = pasted(name);
      const golden = new URL(`${name}.expected.html`, corpus);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, actual);
      assert.equal(actual, readFileSync(golden, "utf8"));
    });

    test(`${name}: no debris survives cleaning`, () => {
      const { html } = cleanPastedHtml(read(`${name}.html`));
      assert.doesNotMatch(html, /mso-|<o:|<v:|<font|<span|<!--|style=|on\w+=|javascript:|StartFragment|MsoNormal/i);
      const classes = [...html.matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1]!.split(" "));
      const foreign = classes.filter((name) => !/^(?:ta-(?:center|right|justify)|indent-2em)$/.test(name));
      assert.deepEqual(foreign, []);
    });

    test(`${name}: pasting the result again changes nothing`, () => {
      const once = pasted(name);
      assert.equal(inLines(throughSchema(cleanPastedHtml(once).html)), once);
    });
  }
});

describe("what the author is told", () => {
  test("an embedded picture is handed over for upload", () => {
    const { uploads, html } = cleanPastedHtml(read("word-mac.html"));
    assert.equal(uploads.length, 1);
    assert.equal(uploads[0]!.file.type, "image/png");
    assert.match(html, new RegExp(`data-upload="${uploads[0]!.id}"`));
  });

  test("a picture on the author's disk is named", () => {
    assert.match(cleanPastedHtml(read("word-mac.html")).notices.join(), /有 1 张图片存在您的电脑里/);
  });

  test("pictures that WPS keeps on the disk, of Windows or Linux, are named", () => {
    assert.match(cleanPastedHtml(read("wps-writer-picture.html")).notices.join(), /有 2 张图片存在您的电脑里/);
  });

  test("so are those of a page that WPS saved, and of its text in a web editor", () => {
    for (const name of ["wps-writer-saved-pictures.html", "wps-writer-web-editor.html"]) {
      assert.match(cleanPastedHtml(read(name)).notices.join(), /有 2 张图片存在您的电脑里/);
    }
  });

  test("a picture of another site is named, a counter's pixel is not", () => {
    assert.match(cleanPastedHtml(read("government-page.html")).notices.join(), /有 1 张其他网站的图片/);
  });

  test("a plain text has nothing to report", () => {
    assert.deepEqual(cleanPastedHtml("<p>正文</p>").notices, []);
  });
});

test("addresses of this site become paths", () => {
  const { html } = cleanPastedHtml(
    '<p><a href="https://portal.example.gov.cn/xxgk/1.html">公开</a><img src="https://portal.example.gov.cn/media/1.png"></p>',
    "https://portal.example.gov.cn",
  );
  assert.match(html, /href="\/xxgk\/1.html"/);
  assert.match(html, /src="\/media\/1.png"/);
});

test("what was deleted while changes are tracked does not come back", () => {
  const { html } = cleanPastedHtml("<p>于<span class=msoDel>三</span><del>四</del><span class=msoIns>五</span>月</p>");
  assert.equal(html, "<p>于五月</p>");
});

test("text copied in the editor is recognised", () => {
  assert.ok(isOwnHtml('<p data-pm-slice="1 1 []">正文</p>'));
  assert.ok(!isOwnHtml(read("wps-writer.html")));
});
