import "./browserGlobals.ts";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cleanPastedHtml } from "../src/paste/clean.ts";
import { rtfPictures } from "../src/paste/rtfPictures.ts";

const HEX = "89504e470d0a1a0a0000000d4948445200000002";
const BASE64 = Buffer.from(HEX, "hex").toString("base64");

/** A picture as Word writes it: the real one, and a copy for old readers behind it. */
function wordPicture(kind: string, hex = HEX): string {
  const shape = String.raw`{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}{\sp{\sn fFlipH}{\sv 0}}}`;
  const size = String.raw`\picscalex100\picscaley100\picw847\pich847\picwgoal480\pichgoal480`;
  const id = String.raw`\bliptag-1730443219{\*\blipuid 98da9c2d5bd1b5a4}`;
  const data = `${hex.slice(0, 16)}\r\n${hex.slice(16)}`;
  const real = `{\\*\\shppict{\\pict${shape}${size}\\${kind}${id}${data}}}`;
  return `${real}{\\nonshppict{\\pict${size}\\pngblip\\bliptag1 ${data}}}`;
}

const rtf = (...pictures: string[]): string =>
  String.raw`{\rtf1\ansi{\fonttbl{\f0 SimSun;}}` + pictures.join(String.raw`\par `) + "}";
const html =
  '<p>甲<img src="file:///C:/clip_image001.png" alt="办事大厅"></p><p><img src="file:///C:/clip_image002.jpg"></p>';

describe("pictures of the RTF", () => {
  test("are read in order, without the copies for old readers", () => {
    const found = rtfPictures(rtf(wordPicture("pngblip"), wordPicture("jpegblip", "ffd8ffe0")));
    assert.deepEqual(found, [`data:image/png;base64,${BASE64}`, "data:image/jpeg;base64,/9j/4A=="]);
  });

  test("take the place of the file names in the HTML", () => {
    const cleaned = cleanPastedHtml(html, "", rtf(wordPicture("pngblip"), wordPicture("jpegblip", "ffd8ffe0")));
    assert.deepEqual(
      cleaned.uploads.map(({ file }) => file.type),
      ["image/png", "image/jpeg"],
    );
    assert.deepEqual(cleaned.notices, []);
    assert.match(cleaned.html, /alt="办事大厅"/);
  });

  test("are left alone when the numbers differ", () => {
    const cleaned = cleanPastedHtml(html, "", rtf(wordPicture("pngblip")));
    assert.equal(cleaned.uploads.length, 0);
    assert.match(cleaned.notices.join(), /有 2 张图片/);
  });

  test("in a format that browsers do not show are told to the author", () => {
    const cleaned = cleanPastedHtml(html, "", rtf(wordPicture("pngblip"), wordPicture("emfblip", "01000000")));
    assert.equal(cleaned.uploads.length, 1);
    assert.match(cleaned.notices.join(), /有 1 张图片/);
  });
});
