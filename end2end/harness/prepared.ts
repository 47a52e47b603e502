// Items for journeys that begin where the writing has ended: sent in through the calls of the desk's own pages, by the
// account that is signed in. How somebody writes and submits is shown by journeys of their own.
import type { Page } from "@playwright/test";
import { type Text, yesterday } from "./writing.ts";

/** What the calls below need of an item. */
interface Sheet {
  row: { code: string; revision: number; version: number };
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
  await decide(page, item, "Submit");
  return item;
}

/** Signs it, as `sign` of writing.ts does by hand, and returns the address under which citizens read it. */
export async function signed(page: Page, item: number): Promise<string> {
  const { code } = await decide(page, item, { Sign: { publish_at: null, note: "" } });
  return `/a/${code}`;
}

/** Published urgently; somebody else signs it afterwards. */
export async function publishedUrgently(page: Page, item: number): Promise<void> {
  await decide(page, item, { PublishUrgently: { reason: "突发事件应急信息，须立即公布。" } });
}

/** Decides on an item as it is now. */
async function decide(page: Page, item: number, ask: string | object): Promise<Sheet["row"]> {
  const { value } = await call<{ value: Sheet }>(page, "sheet", { item });
  const { revision, version } = value.row;
  await call(page, "decide", { seen: { item, revision, version }, ask });
  return value.row;
}

async function call<T = unknown>({ request }: Page, name: string, data: object): Promise<T> {
  const answer = await request.post(`/api/desk/content/${name}`, { data, headers: { accept: "application/json" } });
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${name} is refused: ${text}`);
  return JSON.parse(text) as T;
}
