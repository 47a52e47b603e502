/** What an upload brings into the text is told at once: whoever waited for the file must not go on without it. */
import "./browserGlobals.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Editor } from "@tiptap/core";
import type { AttachmentFile } from "../src/options.ts";
import { Uploads } from "../src/uploads.ts";

const FILE = new File(["png"], "大厅.png", { type: "image/png" });

/** Uploads to a server that answers so, and what happens because of them, in turn. */
function station(answer: () => Promise<AttachmentFile>, isDestroyed = false): { uploads: Uploads; happened: string[] } {
  const happened: string[] = [];
  const editor = { isDestroyed } as unknown as Editor;
  const options = { onUpload: answer, onNotice: (text: string) => void happened.push(text) };
  const report = (): void => void happened.push("told");
  return { uploads: new Uploads(editor, options, document.createElement("div"), report), happened };
}

const stored = (url: string) => async (): Promise<AttachmentFile> => ({ url, name: FILE.name, size: FILE.size });

test("the page is told as soon as the file stands in the text", async () => {
  const { uploads, happened } = station(stored("/media/1"));
  const stands = await uploads.place(FILE, "image", ({ url }) => happened.push(url) > 0);
  assert.ok(stands);
  assert.deepEqual(happened, ["/media/1", "told"]);
});

test("a file that the server refuses changes nothing", async () => {
  const { uploads, happened } = station(() => Promise.reject(new Error("文件类型不符")));
  assert.equal(await uploads.place(FILE, "image", () => assert.fail("nothing to put")), false);
  assert.deepEqual(happened, ["“大厅.png”上传失败：文件类型不符。"]);
});

test("a text whose page was left meanwhile takes nothing", async () => {
  const { uploads, happened } = station(stored("/media/1"), true);
  assert.equal(await uploads.place(FILE, "image", () => assert.fail("no text any more")), false);
  assert.deepEqual(happened, []);
});
