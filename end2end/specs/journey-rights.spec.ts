// Rule 1: rights come from the plan, in the page and behind it.
import type { Page } from "@playwright/test";
import { openDesk } from "../harness/desk.ts";
import { otherPublisher, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { decisions, startItem, submitted, write } from "../harness/writing.ts";

interface Answer {
  status: number;
  text: string;
}

/** Calls a server function as the page's own code would, with the session of whoever is signed in. */
async function call(page: Page, name: string, input: unknown): Promise<Answer> {
  return page.evaluate(
    async ([address, body]) => {
      const headers = { "content-type": "application/json", accept: "application/json" };
      const answer = await fetch(address, { method: "POST", headers, body });
      return { status: answer.status, text: await answer.text() };
    },
    [`/api/desk/content/${name}`, JSON.stringify(input)] as const,
  );
}

const newItem = (column: string) => ({ new: { column, kind: null, submitted_by: null } });

test("a publisher is refused outside the columns of its unit", async ({ as }) => {
  const clerk = await as(otherPublisher);
  await openDesk(clerk, "/desk/items/new");
  const offered = clerk.getByLabel("栏目（必填）").locator("option");
  await expect(offered.filter({ hasText: "财政信息" })).toHaveCount(1);
  await expect(offered.filter({ hasText: "教育培训" })).toHaveCount(0);

  const refused = await call(clerk, "create", newItem("jypx"));
  expect(refused.status).toBe(403);
  expect(refused.text).toContain("Refused");
  // The same call goes through where the plan gives the duty.
  expect((await call(clerk, "create", newItem("czxx"))).status).toBe(200);
});

test("a publisher neither opens nor changes the item of another unit", async ({ as }) => {
  const author = await as(publisher);
  const item = await startItem(author);
  const text = { title: "外单位不能看的草稿", body: ["本稿尚未公开。"] };
  await write(author, text);

  const stranger = await as(otherPublisher);
  for (const page of ["", "/review", "/history"]) {
    const answer = await stranger.goto(`/desk/items/${item}${page}`);
    expect(answer?.status(), page).toBe(403);
    await expect(stranger.getByRole("main")).toContainText("这条信息由其他单位负责");
    await expect(stranger.getByRole("main")).not.toContainText(text.title);
  }
  await openDesk(stranger, "/desk/items");
  await expect(stranger.getByRole("link", { name: text.title })).toHaveCount(0);
  const seen = { item, revision: 1, version: 1 };
  expect((await call(stranger, "sheet", { item })).status).toBe(403);
  expect((await call(stranger, "decide", { seen, ask: "Submit" })).status).toBe(403);
});

test("a publisher never makes its own work public", async ({ page, as }) => {
  const clerk = await as(publisher);
  const item = await submitted(clerk, { title: "发布账号不能自行签发", body: ["须由牵头单位签发。"] });
  for (const name of ["签发", "紧急发布", "审核通过"]) {
    await expect(decisions(clerk).getByRole("button", { name })).toHaveCount(0);
  }
  const sheet = await call(clerk, "sheet", { item });
  const { row } = (JSON.parse(sheet.text) as { value: { row: { revision: number; version: number; code: string } } }).value;
  const seen = { item, revision: row.revision, version: row.version };
  for (const ask of [{ Sign: { publish_at: null, note: "" } }, { PublishUrgently: { reason: "试一试" } }]) {
    expect((await call(clerk, "decide", { seen, ask })).status).toBe(403);
  }
  expect((await page.goto(`/a/${row.code}`))?.status()).toBe(404);
});
