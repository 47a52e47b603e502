// Items for journeys that begin where the writing has ended: sent in through the calls of the desk's own pages, by the
// account that is signed in. How somebody writes and submits is shown by journeys of their own.
import type { Page } from "@playwright/test";
import { type Text, yesterday } from "./writing.ts";

/** What the calls below need of an item. */
interface Sheet {
  row: { revision: number; version: number };
  content: object;
  demands_event_date: boolean;
}

const REVIEW = {
  form_number: "隆教保审〔2026〕18号",
  section_head: "黄秀英",
  section_opinion: "同意公开",
  reviewer: "陆世平",
  review_opinion: "不涉密，可以公开",
  leader: "韦国强",
  leader_opinion: "同意发布",
};

/** A submitted item in the column with this code, as `submitted` of writing.ts makes one by hand. */
export async function arrived(page: Page, text: Text, column = "jypx"): Promise<number> {
  const item = await call<number>(page, "create", { new: { column, kind: null, submitted_by: null } });
  const { value: draft } = await call<{ value: Sheet }>(page, "sheet", { item });
  const event = draft.demands_event_date ? { on: yesterday(), kind: "formed" } : null;
  const body = text.body.map((paragraph) => `<p>${paragraph}</p>`).join("");
  const content = { ...draft.content, title: text.title, body, event };
  const { revision, version } = draft.row;
  await call(page, "save", { save: { item, revision, version, content } });
  await call(page, "record-secrecy-review", { item, review: { ...REVIEW, reviewed_on: yesterday() } });
  const { value: ready } = await call<{ value: Sheet }>(page, "sheet", { item });
  const seen = { item, revision: ready.row.revision, version: ready.row.version };
  await call(page, "decide", { seen, ask: "Submit" });
  return item;
}

async function call<T = unknown>(page: Page, name: string, input: object): Promise<T> {
  const { ok, text } = await page.evaluate(
    async ([address, body]) => {
      const headers = { "content-type": "application/json", accept: "application/json" };
      const answer = await fetch(address, { method: "POST", headers, body });
      return { ok: answer.ok, text: await answer.text() };
    },
    [`/api/desk/content/${name}`, JSON.stringify(input)] as const,
  );
  if (!ok) throw new Error(`${name} is refused: ${text}`);
  return JSON.parse(text) as T;
}
