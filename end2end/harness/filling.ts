// How the fields of a kind are filled in on the desk's form, each by its own control, and what a citizen then finds of
// them on the public page.
import { expect, type Locator, type Page } from "@playwright/test";
import type { UploadFile } from "./files.ts";

/** What stands on the public page. */
export type Sight = (page: Locator) => Promise<void>;

/** What goes into one field of the form. */
export interface Filling {
  into: (form: Locator, label: string) => Promise<void>;
  shows: Sight[];
}

/** Fields by their labels, in the order in which they are filled in. */
export type Fields = Record<string, Filling>;

const control = (form: Locator | Page, label: string): Locator => form.getByLabel(named(label));
const named = (label: string): RegExp => new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(（必填）)?$`);

export const reads = (text: string): Sight => (page) => expect.soft(page).toContainText(text);

/** Text, a day, an address; a reader finds it as it is. */
export function typed(text: string): Filling {
  return { into: (form, label) => control(form, label).fill(text), shows: [reads(text)] };
}

/** One answer of a list. */
export function chosen(answer: string): Filling {
  return { into: async (form, label) => void (await control(form, label).selectOption({ label: answer })), shows: [reads(answer)] };
}

/** Several answers. */
export function ticked(...answers: string[]): Filling {
  return {
    into: async (form, label) => {
      for (const answer of answers) await form.getByRole("group", { name: named(label) }).getByLabel(answer, { exact: true }).check();
    },
    shows: answers.map(reads),
  };
}

/** What is for lists, filters and the office; no reader sees it on the page. */
export function unseen(filling: Filling): Filling {
  return { ...filling, shows: [] };
}

/** What the page says otherwise than the form. */
export function showing(filling: Filling, ...texts: string[]): Filling {
  return { ...filling, shows: texts.map(reads) };
}

/** An uploaded picture, which the page draws. */
export function picture(file: UploadFile): Filling {
  return { into: upload(file), shows: [expectDrawn] };
}

/** A film with its player; its cover is the player's, and the file comes as what it is. */
export function film(file: UploadFile): Filling {
  const player: Sight = async (page) => {
    const address = await page.locator("video").getAttribute("src");
    const answer = await page.page().request.get(address ?? "");
    expect.soft([answer.status(), answer.headers()["content-type"]]).toEqual([200, file.mimeType]);
  };
  return { into: upload(file), shows: [player] };
}

export function cover(file: UploadFile): Filling {
  return { into: upload(file), shows: [(page) => expect.soft(page.locator("video")).toHaveAttribute("poster", /^\/media\//)] };
}

/** A file for readers to save, which stands on the page under `name`. */
export function file(file: UploadFile, name: string): Filling {
  return { into: upload(file), shows: [(page) => expectSaved(page.getByRole("link", { name, exact: true }), file)] };
}

/** Another public item, looked for by words; the page leads to it. */
export function item(words: string, title: string): Filling {
  return {
    into: async (form, label) => {
      const search = form.locator(".form__row").filter({ has: control(form.page(), `查找${label}`) });
      await search.getByRole("searchbox").fill(words);
      await search.getByRole("button", { name: "查找" }).click();
      const found = control(form, label).locator("option", { hasText: title });
      await control(form, label).selectOption(await found.first().getAttribute("value"));
    },
    shows: [(page) => expect.soft(page.getByRole("link", { name: title })).toHaveAttribute("href", /^\/a\//)],
  };
}

/** Lines of a small table by their numbers; one that is not there yet is added. */
export function lines(...rows: Fields[]): Filling {
  return numbered(Object.fromEntries(rows.map((row, at) => [at + 1, row])));
}

export function numbered(rows: Record<number, Fields>): Filling {
  return {
    into: async (form, label) => {
      for (const [number, cells] of Object.entries(rows)) {
        const row = form.getByRole("group", { name: `${label}第${number}行`, exact: true });
        if ((await row.count()) === 0) await form.getByRole("button", { name: `添加一行${label}`, exact: true }).click();
        await fill(row, cells);
      }
    },
    shows: Object.values(rows).flatMap(sights),
  };
}

/** A spreadsheet, of which the page shows `seen` and nothing of `hidden`. */
export function spreadsheet(file: UploadFile, seen: string[], hidden: string[] = []): Filling {
  return {
    into: async (form) => {
      await form.getByLabel("表格文件").setInputFiles(file);
      await form.getByRole("button", { name: "确认导入" }).click();
      await expect(form.getByRole("link", { name: stem(file) })).toBeVisible();
    },
    shows: [
      ...[stem(file), ...seen].map(reads),
      ...hidden.map((text): Sight => (page) => expect.soft(page).not.toContainText(text)),
    ],
  };
}

export async function fill(form: Locator, fields: Fields): Promise<void> {
  for (const [label, filling] of Object.entries(fields)) await filling.into(form, label);
}

export function sights(fields: Fields): Sight[] {
  return Object.values(fields).flatMap((filling) => filling.shows);
}

/** Files under the text. */
export async function attach(page: Page, file: UploadFile): Promise<void> {
  await page.getByLabel("添加附件").setInputFiles(file);
  await expect(page.locator(".attachments").getByRole("link", { name: file.name })).toBeVisible();
}

/** The link leads to the very file. */
export async function expectSaved(link: Locator, file: UploadFile): Promise<void> {
  const answer = await link.page().request.get((await link.getAttribute("href")) ?? "");
  expect.soft(answer.status()).toBe(200);
  expect.soft((await answer.body()).equals(file.buffer), `${file.name} as it was uploaded`).toBe(true);
}

function upload(file: UploadFile): Filling["into"] {
  return async (form, label) => {
    await control(form, label).setInputFiles(file);
    const field = form.locator(".upload").filter({ has: control(form.page(), label) });
    await expect(field.getByRole("link", { name: "查看已上传的文件" })).toBeVisible();
  };
}

/** The picture is there and not only its frame. */
const expectDrawn: Sight = async (page) => {
  const shown = page.locator("img[src^='/media/']").first();
  await shown.scrollIntoViewIfNeeded();
  const width = (): Promise<number> => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(width, { message: "a picture is drawn" }).toBeGreaterThan(0);
};

const stem = (file: UploadFile): string => file.name.replace(/\.\w+$/, "");
