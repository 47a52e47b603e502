// Rule 9: two people in one item see each other, and the second save gets a comparison instead of overwriting.
import { expectAccessible } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { openItem, save, startItem, title, write } from "../harness/writing.ts";

const FIRST = "全县中小学校园开放日安排";
const CLERKS = "全县中小学校园开放日安排（教育局修改）";
const LEADS = "全县中小学校园开放日安排（政务办修改）";

test("the second save gets a comparison, and nothing is lost", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await write(clerk, { title: FIRST, body: ["开放日为每月第一个星期五。"] });
  const lead = await as(reviewer);
  await openItem(lead, item);
  await expect(lead.getByText("韦小兰（县教育局）正在编辑")).toBeVisible();

  await title(clerk).fill(CLERKS);
  await save(clerk);

  // Their text is not overwritten, mine is still in the form.
  await title(lead).fill(LEADS);
  await lead.getByRole("button", { name: "保存草稿" }).click();
  const dialog = lead.getByRole("dialog", { name: "有他人同时保存了这条信息" });
  await expect(dialog).toContainText("韦小兰");
  await expect(dialog).toContainText(CLERKS);
  await expect(dialog).toContainText(LEADS);
  await expectAccessible(lead);
  await dialog.getByRole("button", { name: "稍后再决定" }).click();
  await expect(title(lead)).toHaveValue(LEADS);
  await expect(lead.getByText("您的内容尚未保存")).toBeVisible();
  await expectAccessible(lead);
  await lead.getByRole("button", { name: "比较两份内容" }).click();
  await expect(dialog).toContainText("对方的内容留在“历史”里");
  await dialog.getByRole("button", { name: "保留我的内容" }).click();
  await expect(lead.getByRole("status").filter({ hasText: "已自动保存" })).toBeVisible();

  // Now the clerk's next save is the late one, and takes over what the lead unit wrote.
  await title(clerk).fill(`${CLERKS}二`);
  await clerk.getByRole("button", { name: "保存草稿" }).click();
  const other = clerk.getByRole("dialog", { name: "有他人同时保存了这条信息" });
  await expect(other).toContainText("陆文静");
  await other.getByRole("button", { name: "采用对方的内容" }).click();
  await expect(title(clerk)).toHaveValue(LEADS);
  await expect(clerk.getByText("陆文静（县政务办）正在编辑")).toBeVisible({ timeout: 25_000 });
  await openItem(clerk, item);
  await expect(title(clerk)).toHaveValue(LEADS);

  // What the clerk had saved before stays in the history, beside what stands there now.
  await openDesk(clerk, `/desk/items/${item}/history`);
  await clerk.getByText("被替换的内容（1）").click();
  await clerk.getByRole("link", { name: /^查看并对照/ }).click();
  const changed = clerk.getByRole("region", { name: "对照", exact: true }).getByRole("row").filter({ hasText: "标题" });
  await expect(changed.getByRole("deletion")).toHaveText(CLERKS);
  await expect(changed.getByRole("insertion")).toHaveText(LEADS);
});
