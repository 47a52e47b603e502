// 工作年度报表: the office opens the report of a year, goes to a quarter, sees what is left to a person, prints it and takes it
// away as a workbook. Which figure stands where is shown with known answers in crates/domain and crates/cms.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const inChina = (part: "year" | "month"): string =>
  new Date().toLocaleDateString("en", { [part]: "numeric", timeZone: "Asia/Shanghai" });
const year = inChina("year");
const month = Number(inChina("month"));

/** The figure beside a label of a part of the form; the rows at its head stand in no part. */
async function figure(page: Page, label: string, part?: string): Promise<string> {
  const parts = page.getByRole("rowgroup");
  const inside = part ? parts.filter({ has: page.getByRole("rowheader", { name: part, exact: true }) }) : parts.first();
  const row = inside.getByRole("row").filter({ has: page.getByRole("rowheader", { name: label, exact: true }) });
  return row.getByRole("cell").innerText();
}

const total = (page: Page): Promise<string> => figure(page, "总数（单位：条）", "信息发布");

test("the report of a year and of a quarter, on paper and as a workbook", async ({ as }) => {
  const office = await as(portalManager);
  await office.goto("/desk/work-report");
  await expect(office.getByRole("heading", { level: 1 })).toHaveText(`政府网站工作年度报表（${year}年度）`);
  await expect(office.getByText(`${year}年度尚未结束`)).toBeVisible();
  await expectAccessible(office);
  await expectNoSidewaysScroll(office);
  expect(await figure(office, "网站名称")).toBe("隆安县人民政府门户网站");
  expect(await figure(office, "网站总访问量（单位：次）")).toBe("由人工填写");
  await expect(office.getByRole("row", { name: /□是 □否/ }).first()).toBeVisible();
  const ofYear = Number(await total(office));
  expect(ofYear).toBeGreaterThan(0);

  // The quarters that have begun are the year, and no others are offered.
  const quarters = office.getByRole("combobox", { name: /^季度/ });
  const begun = Math.floor((month - 1) / 3) + 1;
  await expect(quarters.getByRole("option")).toHaveCount(1 + begun);
  let ofQuarters = 0;
  for (let quarter = 1; quarter <= begun; quarter++) {
    await quarters.selectOption(`${quarter}`);
    await office.getByRole("button", { name: "查询" }).click();
    await expect(office).toHaveURL(new RegExp(`year=${year}&quarter=${quarter}$`));
    await expect(office.getByRole("heading", { level: 1 })).toContainText(`${year}年第`);
    ofQuarters += Number(await total(office));
  }
  expect(ofQuarters).toBe(ofYear);
  // One to come is said to be.
  await office.goto(`/desk/work-report?year=${Number(year) + 1}&quarter=1`);
  await expect(office.getByText(`${Number(year) + 1}年第一季度尚未开始`)).toBeVisible();

  await openDesk(office, "/desk");
  await office.goto(`/desk/work-report?year=${year}&quarter=1`);
  await expect(office.getByRole("heading", { level: 1 })).toHaveText(`政府网站工作季度报表（${year}年第一季度）`);
  const file = office.getByRole("link", { name: "下载 XLSX" });
  await expect(file).toHaveAttribute("href", `/desk/work-report.xlsx?year=${year}&quarter=1`);
  const answer = await office.request.get((await file.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  expect(answer.headers()["content-disposition"]).toContain(`longan-work-report-${year}-q1.xlsx`);
  expect((await answer.body()).subarray(0, 2).toString()).toBe("PK");

  await office.emulateMedia({ media: "print" });
  await expect(office.getByRole("button", { name: "查询" })).toBeHidden();
  await expect(office.getByRole("row", { name: /总数（单位：条）/ }).first()).toBeVisible();
  await expect(office.getByRole("row", { name: /^填报日期/ })).toBeVisible();
  // What is left to a person is empty on paper.
  await expect(office.getByText("由人工填写").first()).toBeHidden();
});

test("the auditor reads it too, a unit does not", async ({ as }) => {
  const eyes = await as(auditor);
  await openDesk(eyes, "/desk");
  await eyes.goto("/desk/work-report");
  await expect(eyes.getByRole("table", { name: "各单位的发布、时效、读者反馈和月度巡查情况" })).toBeVisible();
  const clerk = await as(publisher);
  await clerk.goto("/desk/work-report");
  await expect(clerk.getByText("您的账号类型没有这项权限")).toBeVisible();
  await expect(clerk.getByRole("table")).toHaveCount(0);
  expect((await clerk.request.get("/desk/work-report.xlsx")).status()).toBe(403);
});
