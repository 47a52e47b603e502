// 办事指南: the lead unit imports a directory from a file, reads the report, and exports what is public.
import { readFile } from "node:fs/promises";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { hydrated, openDesk } from "../harness/desk.ts";
import type { UploadFile } from "../harness/files.ts";
import { reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { hold, staysWhenAsked } from "../harness/uploading.ts";

const LINES = [
  { title: "示例林木采伐许可", department: "县林业局", class: "行政许可", audience: ["个人"], events: ["农业生产"], materials: [["身份证", "必要", "复印件", "1"]] },
  { title: "没有单位的事项", class: "处罚" },
];

const file: UploadFile = {
  name: "办事指南.jsonl",
  mimeType: "application/octet-stream",
  buffer: Buffer.from(LINES.map((line) => JSON.stringify(line)).join("\n")),
};

test("a directory goes in with a report and comes out as a workbook", async ({ page, as }) => {
  test.slow();
  const lead = await as(reviewer);
  await openDesk(lead, "/desk/inbox");
  await lead.getByRole("navigation", { name: "后台" }).getByRole("link", { name: "办事指南" }).click();
  await lead.waitForURL("**/desk/services");
  await expect(lead.getByRole("heading", { level: 1, name: "办事指南" })).toBeVisible();
  await hydrated(lead);
  const upload = lead.getByLabel("办事指南文件");
  await upload.setInputFiles(file);
  await expect(lead.getByText("1 项可以导入，尚未导入；1 行不能导入")).toBeVisible();
  await expect(lead.getByRole("row", { name: /第 2 行.*实施部门.*缺少实施部门/ })).toBeVisible();
  await expect(lead.getByRole("row", { name: /第 2 行.*事项类型.*“处罚”不在可选项中/ })).toBeVisible();
  await expectAccessible(lead);
  const confirmation = hold(lead, /\/desk\/services\/file\?.*&seen=/);
  await lead.getByRole("button", { name: "导入并公开 1 项" }).click();
  const held = await confirmation;
  await staysWhenAsked(lead, "文件还没有处理完，现在离开，可能没有导入，也看不到结果。确定要离开吗？", () =>
    lead.getByRole("navigation", { name: "后台" }).getByRole("link", { name: "栏目" }).click(),
  );
  await held.continue();
  await expect(lead.getByText("已导入 1 项")).toBeVisible();

  const [download] = await Promise.all([
    lead.waitForEvent("download"),
    lead.getByRole("link", { name: "导出表格" }).click(),
  ]);
  const workbook = { name: "导出.xlsx", mimeType: "application/octet-stream", buffer: await readFile(await download.path()) };
  await upload.setInputFiles(workbook);
  await expect(lead.getByText("文件中没有新的事项。")).toBeVisible();
  await expectNoSidewaysScroll(lead);

  await page.goto("/c/zxbs");
  await page.getByRole("link", { name: "示例林木采伐许可" }).first().click();
  await expect(page.getByRole("article")).toContainText("身份证");
});
