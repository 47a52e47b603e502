// 清单 and 名单: a spreadsheet becomes a table that citizens search and download; of people only what may be public.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { csv } from "../harness/files.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { expectWaiting, hold } from "../harness/uploading.ts";
import { openReview, recordSecrecyReview, sign, startItem, submit, write } from "../harness/writing.ts";

test("a clerk imports a list, a citizen finds a line of it", async ({ page, as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk, "清单信息", "清单");
  await write(clerk, { title: "示例公共服务事项清单", body: ["清单见下表。"] });
  const file = clerk.getByLabel("表格文件");
  await file.setInputFiles(csv("公共服务事项清单.csv", ["编码,事项", "A-1,学生转学,多出的一格"]));
  await expect(clerk.getByText("C1：这一列有内容但没有表头")).toBeVisible();
  await file.setInputFiles(csv("公共服务事项清单.csv", ["编码,事项", "A-1,学生转学", "A-2,资助申请"]));
  await expect(clerk.getByRole("cell", { name: "资助申请" })).toBeVisible();
  await expectAccessible(clerk);
  // On a slow line nothing goes off without the table that is being confirmed.
  const confirmation = hold(clerk, /\/register\?.*&seen=/);
  await clerk.getByRole("button", { name: "确认导入" }).click();
  const held = await confirmation;
  await clerk.getByRole("button", { name: /^送审/ }).click();
  await expectWaiting(clerk);
  await held.continue();
  await expect(clerk.getByRole("link", { name: "公共服务事项清单" })).toBeVisible();
  await clerk.getByLabel("类别（必填）").selectOption("公共服务事项清单");
  await clerk.getByLabel("实施或主管单位（必填）").fill("县教育局");
  await recordSecrecyReview(clerk);
  await submit(clerk);

  const lead = await as(reviewer);
  await openReview(lead, item);
  await expect(lead.getByRole("cell", { name: "学生转学" }).first()).toBeVisible();
  const live = await sign(lead, item);

  await page.goto(live);
  await page.getByLabel("在表中查找").fill("资助");
  await page.getByRole("button", { name: "查找" }).click();
  await expect(page).toHaveURL(/\/register\?q=/);
  await expect(page.getByRole("main")).toContainText("找到 1 行，全表共 2 行");
  const download = await page.request.get((await page.getByRole("link", { name: "CSV 数据" }).getAttribute("href")) ?? "");
  expect((await download.text()).trim().split("\r\n")).toEqual(["编码,事项", "A-2,资助申请"]);
});

test("a list of people shows what may be public, on a phone too", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/c/shjzfl");
  await page.getByRole("link", { name: /最低生活保障对象名单公示/ }).click();
  const list = page.getByRole("region", { name: "最低生活保障对象名单（示例）" });
  await expect(list).toContainText("韦某");
  await expect(page.getByRole("article")).toContainText("期满后个人信息自动撤下");
  await expect(page.getByRole("article")).not.toContainText("致贫病种");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
