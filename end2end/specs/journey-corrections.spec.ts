// What is changed afterwards leaves a trace: the publication time in the log, the text in a comparison side by side.
import { openDesk } from "../harness/desk.ts";
import { auditor, publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { minute } from "../harness/signing.ts";
import { expect, test } from "../harness/test.ts";
import {
  body,
  decisions,
  openReview,
  recordSecrecyReview,
  sign,
  submit,
  write,
  yesterday,
} from "../harness/writing.ts";

test("a publication time is corrected with a reason, and the auditor finds it in the log", async ({ page, as }) => {
  test.slow();
  const item = await arrived(await as(publisher), { title: "发布时间待更正的公示", body: ["公示期五个工作日。"] });
  const lead = await as(reviewer);
  const address = await sign(lead, item);
  await decisions(lead).getByRole("button", { name: "更正发布时间" }).click();
  const dialog = lead.getByRole("dialog", { name: "更正发布时间" });
  await dialog.getByRole("button", { name: "更正", exact: true }).click();
  await expect(dialog).toContainText("请填写理由");
  await expect(dialog).toContainText("请填写到分钟的时间");

  const reason = "纸质公告昨日上午已在公示栏张贴，系统发布时间据此更正。";
  const right = dialog.getByLabel("正确的发布时间（必填）");
  await dialog.getByLabel("理由（必填）").fill(reason);
  await right.fill(minute(new Date(Date.now() + 3_600_000)).replace(" ", "T"));
  await dialog.getByRole("button", { name: "更正", exact: true }).click();
  await expect(lead.getByText("发布时间不能晚于现在")).toBeVisible();
  await right.fill(`${yesterday()}T09:00`);
  await dialog.getByRole("button", { name: "更正", exact: true }).click();
  await expect(lead.getByText("发布时间已更正，已记入流程和日志。")).toBeVisible();
  const chain = lead.getByRole("region", { name: "流程", exact: true });
  await expect(chain).toContainText(`更正为 ${yesterday()} 09:00：${reason}`);
  await page.goto(address);
  await expect(page.getByRole("article")).toContainText(`发布时间：${yesterday()} 09:00`);
  await expect(page.getByRole("article")).toContainText("发布时间经更正");

  const watch = await as(auditor);
  await openDesk(watch, "/desk/log");
  await watch.getByLabel("对象编号").fill(String(item));
  await watch.getByRole("button", { name: "查询" }).click();
  await expect(watch).toHaveURL(new RegExp(`subject=${item}`));
  const event = watch.getByRole("row").filter({ hasText: "item.correct-time" });
  await expect(event).toHaveCount(1);
  await expect(event).toContainText("陆文静");
  await event.getByText("查看").click();
  await expect(event).toContainText(reason);
  await watch.getByRole("button", { name: "校验日志" }).click();
  await expect(watch.getByText(/已校验 \d+ 条事件，哈希链完整/)).toBeVisible();
});

test("two revisions stand side by side, word for word and as they look", async ({ as }) => {
  test.slow();
  const [before, after] = ["补贴每学期发放一次，由学校代领。", "补贴每学期发放两次，由学校代领。"];
  const kept = "咨询电话：0771-6520000。";
  const clerk = await as(publisher);
  const item = await arrived(clerk, { title: "交通补贴发放办法（旧）", body: [before, kept] });
  const lead = await as(reviewer);
  await sign(lead, item);
  await openReview(clerk, item);
  await decisions(clerk).getByRole("button", { name: "修订" }).click();
  await expect(body(clerk)).toBeEditable();
  await write(clerk, { title: "交通补贴发放办法（新）", body: [after, kept] });
  await body(clerk).getByText(kept).click();
  await clerk.getByLabel("段落样式").selectOption("二级标题");
  await recordSecrecyReview(clerk);
  await submit(clerk);

  await openReview(lead, item);
  await lead.getByRole("tab", { name: "历史" }).click();
  await lead.getByRole("tabpanel", { name: "历史" }).getByRole("link", { name: "与第 1 次比较" }).click();
  await expect(lead).toHaveURL(/\/history\?left=1&right=2$/);
  const comparison = lead.getByRole("region", { name: "对照", exact: true });
  const title = comparison.getByRole("row").filter({ hasText: "标题" });
  await expect(title.getByRole("deletion")).toHaveText("交通补贴发放办法（旧）");
  await expect(title.getByRole("insertion")).toHaveText("交通补贴发放办法（新）");
  const words = comparison.getByRole("region", { name: "文字对照" });
  await expect(words.getByRole("deletion")).toHaveText("一");
  await expect(words.getByRole("insertion")).toHaveText("两");

  await comparison.getByLabel("版面对照").check();
  const [left, right] = [comparison.getByRole("region", { name: "第1版" }), comparison.getByRole("region", { name: "第2版" })];
  await expect(left).toContainText(before);
  await expect(left.getByRole("heading", { name: kept })).toHaveCount(0);
  await expect(right).toContainText(after);
  await expect(right.getByRole("heading", { name: kept })).toBeVisible();
  const boxes = [await left.boundingBox(), await right.boundingBox()];
  const narrow = (lead.viewportSize()?.width ?? 0) < 600;
  // Beside one another where there is room, below one another on a phone.
  if (!narrow) expect(boxes[0]?.y).toBeCloseTo(boxes[1]?.y ?? -1, 0);

  await comparison.getByLabel("文字对照").check();
  await lead.getByLabel("原内容").selectOption({ label: "第 2 次 待审" });
  await lead.getByRole("button", { name: "比较" }).click();
  await expect(lead).toHaveURL(/left=2/);
  await expect(lead.getByText("两份内容没有差别")).toBeVisible();
});
