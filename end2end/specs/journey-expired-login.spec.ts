// Rule 9: a login that ends while somebody types takes nothing away.
import { openDesk, signIn } from "../harness/desk.ts";
import { publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { body, openItem, saveState, startItem, title, write } from "../harness/writing.ts";

const TEXT = { title: "学校食堂食品安全检查情况", body: ["本次检查学校食堂十二家。"] };
const ADDED = "检查结果将在一周内公布。";

test("what is typed after the login has ended is saved after signing in again", async ({ as }) => {
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await write(clerk, TEXT);

  // The same account ends all its other sessions from another computer.
  const elsewhere = await as(publisher);
  await openDesk(elsewhere, "/desk/me");
  await elsewhere.getByRole("button", { name: "退出其他全部登录" }).click();
  await expect(elsewhere.getByText(/已退出其他 \d+ 个登录/)).toBeVisible();

  await body(clerk).press("ControlOrMeta+End");
  await clerk.keyboard.press("Enter");
  await clerk.keyboard.insertText(ADDED);
  const expired = clerk.getByRole("dialog", { name: "登录已过期" });
  await expect(expired).toBeVisible();
  await expect(saveState(clerk)).toContainText("内容已存在本机");
  await expired.getByRole("button", { name: "我已登录，继续" }).click();
  await expect(expired).toContainText("还没有登录");

  const opened = clerk.context().waitForEvent("page");
  await expired.getByRole("link", { name: "在新窗口登录" }).click();
  const door = await opened;
  await expect(door).toHaveURL(/\/desk\/login/);
  await signIn(door, publisher);
  await door.close();
  await expired.getByRole("button", { name: "我已登录，继续" }).click();
  await expect(expired).toBeHidden();
  await expect(saveState(clerk)).toContainText("已自动保存");
  await expect(body(clerk)).toContainText(ADDED);

  await openItem(elsewhere, item);
  await expect(body(elsewhere)).toContainText(ADDED);
});

test("a browser that is closed before the save keeps the text for the next visit", async ({ as }) => {
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await write(clerk, TEXT);
  await clerk.context().route("**/api/desk/content/save", (route) => route.abort());
  await title(clerk).fill(`${TEXT.title}通报`);
  await expect(saveState(clerk)).toContainText("内容已存在本机");
  const context = clerk.context();
  await clerk.close();

  await context.unroute("**/api/desk/content/save");
  const later = await context.newPage();
  await openItem(later, item);
  await expect(later.getByText("已恢复上次未保存的内容")).toBeVisible();
  await expect(title(later)).toHaveValue(`${TEXT.title}通报`);
  await expect(saveState(later)).toContainText("已自动保存");
});
