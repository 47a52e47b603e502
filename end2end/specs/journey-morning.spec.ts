// A column through its weeks: it is filled, turns amber, its unit reads so in the mail of the morning, it turns red, the clerk
// publishes, it turns green and the score rises. Days pass on the demo's clock, between two starts of the program.
import type { Page } from "@playwright/test";
import { openDesk } from "../harness/desk.ts";
import { MailServer } from "../harness/mail.ts";
import { portalManager, publisher, reviewer } from "../harness/people.ts";
import { addColumn } from "../harness/plan.ts";
import { arrived } from "../harness/prepared.ts";
import { test as base, expect } from "../harness/test.ts";
import { recordSecrecyReview, sign, submit, write } from "../harness/writing.ts";

const ADDRESS = "jyj@example.gov.cn";
const NEWS = { name: "教育动态", code: "jydt", cadence: "每14天", floor: "6个月" };
const DAY_MS = 86_400_000;

const test = base.extend<object, { mail: MailServer }>({
  mail: [
    async ({}, use) => {
      const mail = await MailServer.open();
      await use(mail);
      await mail.close();
    },
    { scope: "worker" },
  ],
  settings: [
    async ({ mail }, use) =>
      use({
        LONGAN_MAIL_HOST: "127.0.0.1",
        LONGAN_MAIL_PORT: String(mail.port),
        LONGAN_MAIL_TLS: "off",
        LONGAN_MAIL_FROM: "隆安县政府网 <portal@example.gov.cn>",
      }),
    { scope: "worker" },
  ],
});

/** Half past eight in China on the first day from Monday to Friday that is at least so many days ahead. */
function morning(days: number): string {
  const day = new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS);
  while ([0, 6].includes(day.getUTCDay())) day.setTime(day.getTime() + DAY_MS);
  return `${day.toISOString().slice(0, 10)} 08:30`;
}

/** The unit's next digest; a morning may bring letters about others beside it. */
async function digest(mail: MailServer): Promise<Awaited<ReturnType<MailServer["letterTo"]>>> {
  for (;;) {
    const letter = await mail.letterTo(ADDRESS);
    if (letter.subject?.includes("内容保障提醒")) return letter;
  }
}

/** What a letter says under this heading. */
function section(text: string | undefined, heading: string): string {
  const all = (text ?? "").split(/^(?=【[^】]+】\d+ (?:项|件))/m);
  return all.find((one) => one.startsWith(`【${heading}】`)) ?? "";
}

async function state(manager: Page): Promise<string> {
  await openDesk(manager, `/desk/board?q=${encodeURIComponent(NEWS.name)}`);
  const rows = manager.getByRole("region", { name: "栏目", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(2);
  return rows.nth(1).innerText();
}

/** Points that are lost for certain by the rules of the region. */
async function lost(manager: Page): Promise<number> {
  await openDesk(manager, "/desk/assessment?rules=guangxi-2018");
  const figure = manager.locator("dl > div").filter({ hasText: "已确定失分" }).getByRole("definition");
  return Number(await figure.innerText());
}

test("amber, a letter, red, a publication, green, and a better score", async ({ as, mail, server }) => {
  test.slow();
  const manager = await as(portalManager);
  await addColumn(manager, ["概况要闻", "动态要闻"], NEWS);
  await openDesk(manager, "/desk/reminders");
  const contacts = manager.getByRole("region", { name: "收件邮箱" });
  await contacts.getByLabel("要登记的单位").selectOption({ label: "县教育局（未登记）" });
  await contacts.getByLabel("单位邮箱", { exact: true }).fill(ADDRESS);
  await contacts.getByRole("button", { name: "保存邮箱" }).click();
  await expect(manager.getByText("已保存，下一封邮件按此发送")).toBeVisible();
  const first = { title: "全县中小学安全教育周启动", body: ["各学校开展安全教育。"] };
  await sign(await as(reviewer), await arrived(await as(publisher), first, NEWS.code));
  expect(await state(manager)).toContain("正常");

  await server.goOn({ LONGAN_DEMO_CLOCK: morning(12) });
  const amber = await digest(mail);
  expect(amber.subject).toContain("内容保障提醒");
  expect(section(amber.text, "即将到期")).toContain(NEWS.name);
  // The demo's topic has promised news every week.
  expect(section(amber.text, "已逾期")).toContain("专题更新");
  expect(await state(await as(portalManager))).toContain("临期");

  await server.goOn({ LONGAN_DEMO_CLOCK: morning(17) });
  const red = await digest(mail);
  expect(section(red.text, "已逾期")).toContain(NEWS.name);
  const judge = await as(portalManager);
  expect(await state(judge)).toContain("逾期");
  const before = await lost(judge);
  const clerk = await as(publisher);
  await openDesk(clerk, "/desk");
  // After so many days more is red than fits above the fold.
  const rest = clerk.getByText(/^其余 \d+ 项$/);
  if (await rest.isVisible()) await rest.click();
  await clerk.getByRole("listitem").filter({ hasText: NEWS.name }).getByRole("button", { name: /起草/ }).click();
  await expect(clerk).toHaveURL(/\/desk\/items\/\d+$/);
  const item = Number(clerk.url().split("/").at(-1));
  await write(clerk, { title: "全县教师技能比赛举行", body: ["九十名教师参加比赛。"] });
  await recordSecrecyReview(clerk);
  await submit(clerk);
  await sign(await as(reviewer), item);
  expect(await state(judge)).toContain("正常");
  expect(await lost(judge)).toBeLessThan(before);
});
