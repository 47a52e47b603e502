// 到期提醒: the office says where mail goes and how it is worded, a unit has its calendar, the auditor takes the report away. What
// is told on which morning, and how it is answered, is played on a clock of its own in crates/cms.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const ADDRESS = "bgs@example.gov.cn";
const UNIT = "县教育局";

const panel = (page: Page, name: string) => page.getByRole("region", { name });

test("the office sets addresses and words, and a slip is named beside its field", async ({ as }) => {
  const desk = await as(portalManager);
  await openDesk(desk, "/desk/reminders");
  await expectAccessible(desk);
  await expectNoSidewaysScroll(desk);

  const contacts = panel(desk, "收件邮箱");
  await contacts.getByLabel("要登记的单位").selectOption({ label: `${UNIT}（未登记）` });
  await contacts.getByLabel("单位邮箱", { exact: true }).fill("办公室");
  await contacts.getByRole("button", { name: "保存邮箱" }).click();
  await expect(contacts.getByText("“办公室”不是邮箱地址")).toBeVisible();
  await contacts.getByLabel("单位邮箱", { exact: true }).fill(ADDRESS);
  await contacts.getByRole("button", { name: "保存邮箱" }).click();
  await expect(desk.getByText("已保存，下一封邮件按此发送")).toBeVisible();
  await expect(panel(desk, "收件邮箱").getByLabel("单位邮箱", { exact: true })).toHaveValue(ADDRESS);

  const templates = panel(desk, "邮件模板");
  await templates.getByLabel("标题（必填）").fill("{单位}{职务}");
  await templates.getByRole("button", { name: "保存模板" }).click();
  await expect(templates.getByText("没有 {职务} 这个占位符")).toBeVisible();
  await templates.getByLabel("标题（必填）").fill("{单位}：{条数} 个栏目待更新");
  await templates.getByRole("button", { name: "保存模板" }).click();
  await expect(desk.getByText("已保存，下一个工作日起使用")).toBeVisible();
  await desk.reload();
  await expect(panel(desk, "邮件模板").getByLabel("标题（必填）")).toHaveValue("{单位}：{条数} 个栏目待更新");
});

test("the report is filtered in the address and taken away as a file", async ({ as }) => {
  const desk = await as(auditor);
  await openDesk(desk, "/desk/reminders");
  await desk.getByRole("search").getByLabel("单位").selectOption(UNIT);
  await desk.getByRole("search").getByLabel("结果").selectOption("未确认");
  await desk.getByRole("search").getByRole("button", { name: "查询" }).click();
  await expect(desk).toHaveURL(/unit=jyj&answer=open/);
  const file = desk.getByRole("link", { name: "下载 CSV" });
  await expect(file).toHaveAttribute("href", /unit=jyj&answer=open/);
  const answer = await desk.request.get((await file.getAttribute("href")) ?? "");
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  await expect(panel(desk, "收件邮箱")).toHaveCount(0);
});

test("a unit draws the address of its calendar, and a new one ends the old", async ({ as, request }) => {
  const desk = await as(publisher);
  await openDesk(desk, "/desk/reminders");
  await expectAccessible(desk);
  const calendar = panel(desk, "日历订阅");
  const draw = async (verb: string): Promise<string> => {
    await calendar.getByRole("button", { name: verb }).click();
    await expect(calendar.getByLabel("订阅地址")).toHaveValue(/\/ics\/[0-9a-f]{48}\.ics$/);
    return calendar.getByLabel("订阅地址").inputValue();
  };
  const first = await draw("生成地址");
  await calendar.getByRole("button", { name: "复制" }).click();
  const answer = await request.get(first);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  await openDesk(desk, "/desk/reminders");
  const second = await draw("更换地址");
  expect(second).not.toBe(first);
  expect((await request.get(first)).status()).toBe(404);
  expect((await request.get(second)).status()).toBe(200);
});
