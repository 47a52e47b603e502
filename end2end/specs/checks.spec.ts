// The check panel: everything that stops a submission at once, and each entry puts the keyboard where it is mended.
import type { Locator, Page } from "@playwright/test";
import { photograph, type UploadFile } from "../harness/files.ts";
import { publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { body, save, startItem, title } from "../harness/writing.ts";

const IDENTITY = "联系人身份证号：450123199003072937。";

/** A screenshot from the clipboard, which brings no words for those who cannot see it. */
async function pastePicture(page: Page, { name, mimeType, buffer }: UploadFile): Promise<void> {
  await body(page).evaluate(
    (editor, [text, name, type]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type }));
      editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    [buffer.toString("base64"), name, mimeType] as const,
  );
  // Without words it is no picture to a screen reader: no role finds it.
  await expect(body(page).locator("img")).toHaveAttribute("src", /^\/media\//);
}

/** Presses the entry of the check panel with these words. */
async function follow(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole("tab", { name: /^检查/ }).click();
  const panel = page.getByRole("tabpanel", { name: /^检查/ });
  await panel.getByRole("button", { name: words }).click();
}

/** The editor has the keyboard, and its frame stands around what is to be mended. */
async function expectShown(page: Page, place: Locator): Promise<void> {
  await expect(body(page)).toBeFocused();
  await expect
    .poll(async () => {
      const [frame, box] = [await page.locator(".editor__problem").last().boundingBox(), await place.boundingBox()];
      return frame !== null && box !== null && Math.abs(frame.x - box.x) + Math.abs(frame.y - box.y) < 4;
    })
    .toBe(true);
}

/** Puts a table into the text whose first cell says 学校 and heads nothing. */
async function tableWithoutHeader(clerk: Page): Promise<void> {
  await clerk.getByRole("button", { name: "表格", exact: true }).click();
  const table = clerk.getByRole("dialog", { name: "插入表格" });
  await table.getByLabel("首行作表头").uncheck();
  await table.getByRole("button", { name: "插入" }).click();
  await expect(table).toBeHidden();
  await clerk.keyboard.type("学校");
}

test("several blockers at once, each a way to its field", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  await startItem(clerk);
  await body(clerk).click();
  await clerk.keyboard.type(IDENTITY);
  await clerk.keyboard.press("Enter");
  await clerk.keyboard.press("ControlOrMeta+k");
  const link = clerk.getByRole("dialog", { name: "插入链接" });
  await link.getByLabel("链接地址").fill("/a/no-such-item");
  await link.getByLabel("显示文字").fill("招生简章全文");
  await link.getByRole("button", { name: "确定" }).click();
  await expect(link).toBeHidden();
  await clerk.keyboard.press("End");
  await clerk.keyboard.press("Enter");
  await tableWithoutHeader(clerk);
  await body(clerk).getByText(IDENTITY).click();
  await clerk.keyboard.press("End");
  await clerk.keyboard.press("Enter");
  await pastePicture(clerk, await photograph("截图.png"));
  await clerk.getByLabel("责任编辑（必填）").fill("");
  await save(clerk);

  await clerk.getByRole("button", { name: /^送审（\d+ 项未通过）$/ }).click();
  const panel = clerk.getByRole("tabpanel", { name: /^检查/ });
  const blockers = panel.getByRole("listitem");
  for (const words of [
    "请填写标题",
    "请填写责任编辑",
    "请填写日期",
    "尚未登记保密审查",
    "第1张图片没有替代文字",
    "第1张表格没有表头单元格",
    "链接“/a/no-such-item”所指的信息不存在",
    "疑似居民身份证号码",
  ]) {
    await expect(blockers.filter({ hasText: words }), words).toHaveCount(1);
  }

  await follow(clerk, "请填写标题");
  await expect(title(clerk)).toBeFocused();
  await follow(clerk, "请填写责任编辑");
  await expect(clerk.getByLabel("责任编辑（必填）")).toBeFocused();
  await follow(clerk, /请填写日期/);
  await expect(clerk.getByLabel("信息形成（决定）日期（必填）")).toBeFocused();
  await follow(clerk, /尚未登记保密审查/);
  await expect(clerk.getByRole("tabpanel", { name: "保密审查" }).getByLabel("审查表编号（必填）")).toBeFocused();
  await follow(clerk, /没有替代文字/);
  await expectShown(clerk, body(clerk).getByRole("figure"));
  await follow(clerk, /没有表头单元格/);
  await expectShown(clerk, body(clerk).getByRole("table"));
  await follow(clerk, /no-such-item/);
  await expectShown(clerk, body(clerk).getByRole("link", { name: "招生简章全文" }));
  await follow(clerk, /居民身份证号码/);
  await expect(body(clerk)).toBeFocused();
});

test("what is mended is no longer listed, and the count goes down to none", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  await startItem(clerk);
  await body(clerk).click();
  await tableWithoutHeader(clerk);
  await save(clerk);
  await follow(clerk, /没有表头单元格/);
  // The entry has put the caret into the table: its tools are there.
  await clerk.getByRole("button", { name: "首行作表头" }).click();
  await save(clerk);
  await clerk.getByRole("tab", { name: /^检查/ }).click();
  await expect(clerk.getByRole("tabpanel", { name: /^检查/ })).not.toContainText("没有表头单元格");
});
