// A list with telephones in it never reaches the portal: the upload is refused, and its author reads where to look.
import { publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { startItem } from "../harness/writing.ts";

test("a list with personal data is refused with its cells, and one without is taken", async ({ as }) => {
  const clerk = await as(publisher);
  await startItem(clerk);
  const list = (rows: string[]) => ({
    name: "补助名单.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["姓名,电话,金额", ...rows].join("\n")),
  });
  const field = clerk.getByLabel("添加附件");
  await field.setInputFiles([list(["甲,13800138000,100", "乙,,100", "丙,13800138000,100"])]);
  const refusal = clerk.getByRole("alert").filter({ hasText: "“补助名单.csv”没有上传" });
  await expect(refusal).toContainText("2 处不得公开的内容");
  await expect(refusal.getByRole("listitem")).toHaveText([
    "单元格 B2：手机号码 138****8000",
    "单元格 B4：手机号码 138****8000",
  ]);
  await expect(clerk.getByRole("link", { name: "补助名单.csv" })).toHaveCount(0);

  await field.setInputFiles([list(["甲,138****8000,100"])]);
  await expect(clerk.getByRole("link", { name: "补助名单.csv" })).toBeVisible();
  await expect(refusal).toHaveCount(0);
});
