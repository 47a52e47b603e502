// A clerk publishes an item of every kind: all that the kind asks for goes through the form, the chain that the plan
// demands brings it out, and a citizen finds on its page what was typed. The kinds stand in harness/kinds.ts.
import type { Page } from "@playwright/test";
import { type Account, openDesk } from "../harness/desk.ts";
import { attach, expectSaved, fill, sights } from "../harness/filling.ts";
import { type Example, examples } from "../harness/kinds.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { recordSecrecyReview, startItem, submit, write } from "../harness/writing.ts";

/** The examples by whom they have `who` for, in their order. */
function by(who: "writer" | "signer", all: Example[]): [Account, Example[]][] {
  const people = new Map(all.map((one) => [one[who].login, one[who]]));
  return [...people.values()].map((person) => [person, all.filter((one) => one[who].login === person.login)]);
}

async function writeAndSubmit(page: Page, one: Example): Promise<void> {
  await startItem(page, one.column.name, one.kind);
  const form = page.getByRole("region", { name: one.kind, exact: true });
  await fill(form, one.fields);
  if (one.attachment) await attach(page, one.attachment);
  await write(page, { title: one.title, body: one.body });
  await recordSecrecyReview(page);
  await page.getByRole("tab", { name: "检查" }).click();
  const checks = page.getByRole("tabpanel", { name: "检查" });
  await expect(checks.getByRole("button", { name: "重新检查" })).toBeVisible();
  await expect(checks.locator("section").filter({ hasText: /必须改正|须核对确认/ })).toHaveText([]);
  await submit(page);
}

async function signTogether(page: Page, some: Example[]): Promise<void> {
  await openDesk(page, "/desk/inbox");
  for (const { title } of some) await page.getByRole("checkbox", { name: `选择“${title}”` }).check();
  await page.getByRole("group", { name: "批量处理" }).getByRole("button", { name: "批量签发" }).click();
  await page.getByRole("dialog", { name: "批量签发", exact: true }).getByRole("button", { name: "全部签发" }).click();
  const results = page.getByRole("dialog", { name: "批量签发结果" });
  for (const { title } of some) await expect(results.getByRole("row").filter({ hasText: title })).toContainText("已发");
}

async function read(page: Page, one: Example): Promise<void> {
  await page.goto(`/c/${one.column.code}`);
  if (!one.isColumn) await page.getByRole("main").getByRole("link", { name: one.title }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(one.title);
  const sheet = page.getByRole("article");
  for (const paragraph of one.body) await expect.soft(sheet).toContainText(paragraph);
  for (const seen of sights(one.fields)) await seen(sheet);
  if (one.attachment) await expectSaved(sheet.getByRole("link", { name: one.attachment.name }), one.attachment);
}

const bothAreUsual = (one: Example): boolean => one.writer === publisher && one.signer === reviewer;

// Two workers share the kinds.
test.describe.configure({ mode: "parallel" });

for (const [whose, isOne] of [
  ["one unit writes and its lead unit signs", bothAreUsual],
  ["other units write or sign", (one: Example) => !bothAreUsual(one)],
] as const) {
  test(`every kind that ${whose} is written, signed and read`, async ({ page, as }) => {
    test.slow();
    const all = (await examples()).filter(isOne);
    for (const [writer, theirs] of by("writer", all)) {
      const clerk = await as(writer);
      for (const one of theirs) await test.step(`${one.kind} is written`, () => writeAndSubmit(clerk, one));
    }
    for (const [signer, theirs] of by("signer", all)) {
      const lead = await as(signer);
      await test.step(`${signer.login} signs`, () => signTogether(lead, theirs));
    }
    for (const one of all) await test.step(`${one.kind} is read`, () => read(page, one));
  });
}
