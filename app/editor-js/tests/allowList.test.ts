import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allowedHref, allowedMedia } from "../src/html/allowList.ts";

describe("links", () => {
  for (const href of [
    "https://a.example/?b=1&c=2",
    "mailto:a@b.example",
    "tel:0771-12345",
    "/xxgk/1.html",
    "#b",
    "a.html",
  ]) {
    test(`${href} may be linked`, () => assert.equal(allowedHref(href), href));
  }
  const refused = [
    "javascript:x",
    "java\nscript:x",
    " JavaScript:x",
    "data:text/html,x",
    "vbscript:x",
    "file:///c:/a",
    "",
  ];
  for (const href of [...refused, "\\\\host\\share", 'https://a.example/" onclick="x']) {
    test(`${JSON.stringify(href)} may not`, () => assert.equal(allowedHref(href), null));
  }
  test("an address without scheme but with host becomes an explicit one", () => {
    assert.equal(allowedHref("//a.example/b"), "https://a.example/b");
  });
});

describe("pictures and attachments", () => {
  for (const path of ["/media/1", "/media/2026/05/ab-c_d.png"]) {
    test(`${path} is of this site`, () => assert.equal(allowedMedia(path), path));
  }
  const refused = [
    "https://a.example/media/1",
    "//a.example/media/1",
    "/logout",
    "/media/",
    "/media/../logout",
    "/media//x",
  ];
  for (const path of [...refused, "/media/a?b", "data:image/png;base64,AA"]) {
    test(`${path} is refused`, () => assert.equal(allowedMedia(path), null));
  }
});
