// 工作年度报表: the office opens the report of a year, goes to a quarter, sees what is left to a person, prints it and takes it
// away as a workbook. Which figure stands where is shown with known answers in crates/domain and crates/cms.
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { auditor, portalManager, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

const year = new Date().toLocaleDateString("en", { year: "numeric", timeZone: "Asia/Shanghai" });

/** The figure beside a label of the form. */
async function figure(page: Page, label: string): Promise<string> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: label, exact: true }) });
  return row.getByRole("cell").innerText();
}

test("the report of a year and of a quarter, on paper and as a workbook", async ({ as }) => {
  const office = await as(portalManager);
  await office.goto("/desk/work-report");
  await expect(office.getByRole("heading", { level: 1 })).toHaveText("政府网站工作年度报表");
  await expect(office.getByText(`${year}年度尚未结束`)).toBeVisible();
  await expectAccessible(office);
  await expectNoSidewaysScroll(office);
  expect(await figure(office, "网站名称")).toBe("隆安县人民政府门户网站");
  expect(await figure(office, "网站总访问量（次）")).toBe("由人工填写");
  const ofYear = Number(await figure(office, "总数（条）"));
  expect(ofYear).toBeGreaterThan(0);

  // The four quarters are the year: those to come have nothing yet, the page then shows the year itself.
  let ofQuarters = 0;
  for (const quarter of ["第一季度", "第二季度", "第三季度", "第四季度"]) {
    await office.getByRole("combobox", { name: /^季度/ }).selectOption(quarter);
    await office.getByRole("button", { name: "查询" }).click();
    await expect(office).toHaveURL(new RegExp(`year=${year}&quarter=\\d`));
    const heading = await office.getByRole("heading", { level: 1 }).innerText();
    if (heading === "政府网站工作季度报表") ofQuarters += Number(await figure(office, "总数（条）"));
  }
  expect(ofQuarters).toBe(ofYear);

  await openDesk(office, "/desk");
  await office.goto(`/desk/work-report?year=${year}&quarter=1`);
  await expect(office.getByRole("heading", { level: 1 })).toHaveText("政府网站工作季度报表");
  const file = office.getByRole("link", { name: "下载 XLSX" });
  await expect(file).toHaveAttribute("href", `/desk/work-report.xlsx?year=${year}&quarter=1`);
  const answer = await office.request.get((await file.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  expect(answer.headers()["content-disposition"]).toContain(`longan-work-report-${year}-q1.xlsx`);
  expect((await answer.body()).subarray(0, 2).toString()).toBe("PK");

  await office.emulateMedia({ media: "print" });
  await expect(office.getByRole("button", { name: "查询" })).toBeHidden();
  await expect(office.getByRole("row", { name: /^总数（条）/ })).toBeVisible();
});

test("the auditor reads it too, a unit does not", async ({ as }) => {
  const eyes = await as(auditor);
  await openDesk(eyes, "/desk");
  await eyes.goto("/desk/work-report");
  await expect(eyes.getByRole("table", { name: "各单位的发布、时效、留言和月度巡查情况" })).toBeVisible();
  const clerk = await as(publisher);
  await clerk.goto("/desk/work-report");
  await expect(clerk.getByRole("table")).toHaveCount(0);
  expect((await clerk.request.get("/desk/work-report.xlsx")).status()).toBe(403);
});
