// Nobody presses a button to keep what is written: it is saved within three seconds of the last key, and neither a
// power cut of the server nor a closed browser takes any of it away.
import { openDesk } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { arrived } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { body, openItem, openReview, saveState, startItem, title, write } from "../harness/writing.ts";

const SAVED_WITHIN_MS = 3_000;
/** The editor tries again every eight seconds. */
const TRIED_AGAIN = { timeout: 20_000 };
/** Each page asks every twenty seconds who else is there. */
const SEEN_WITHIN = { timeout: 25_000 };

test("typing and doing nothing else is saved within three seconds of the last key", async ({ as }) => {
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  const text = "全县中小学于九月一日开学";
  await body(clerk).click();
  await clerk.keyboard.type(text.slice(0, -1));
  // The clock runs from before the last key, so the limit is a little stricter than the promise.
  const saved = clerk.waitForResponse(
    (answer) => answer.url().endsWith("/content/save") && (answer.request().postData() ?? "").includes(text),
    { timeout: SAVED_WITHIN_MS },
  );
  await clerk.keyboard.type(text.slice(-1));
  expect((await saved).status()).toBe(200);
  await expect(saveState(clerk)).toContainText("已自动保存");

  const elsewhere = await as(publisher);
  await openItem(elsewhere, item);
  await expect(body(elsewhere)).toHaveText(text);
});

test("a power cut of the server while somebody types loses nothing", async ({ as, server }) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  const [acknowledged, underway, meanwhile] = ["已经存好的一段。", "断电时正在写的一段。", "服务器停机时写的一段。"];
  await write(clerk, { title: "停电时也在写的通知", body: [acknowledged] });

  await body(clerk).press("ControlOrMeta+End");
  await clerk.keyboard.press("Enter");
  await clerk.keyboard.type(underway);
  await server.stop("SIGKILL");
  await clerk.keyboard.press("Enter");
  await clerk.keyboard.type(meanwhile);
  await title(clerk).fill("停电以后改过标题的通知");
  await expect(saveState(clerk)).toContainText("内容已存在本机");

  await server.start();
  await expect(saveState(clerk)).toContainText("已自动保存", TRIED_AGAIN);
  const elsewhere = await as(publisher);
  await openItem(elsewhere, item);
  await expect(title(elsewhere)).toHaveValue("停电以后改过标题的通知");
  await expect(body(elsewhere).getByRole("paragraph")).toHaveText([acknowledged, underway, meanwhile]);
});

test("a browser closed while the server is away offers the text again, and takes it back when told so", async ({
  as,
  server,
}) => {
  test.slow();
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  const onServer = { title: "服务器上的标题", body: ["服务器上的正文。"] };
  await write(clerk, onServer);
  await server.stop("SIGKILL");
  await title(clerk).fill("没有来得及保存的标题");
  await expect(saveState(clerk)).toContainText("内容已存在本机");
  const context = clerk.context();
  await clerk.close();

  await server.start();
  const later = await context.newPage();
  await openItem(later, item);
  const offer = later.getByText("已恢复上次未保存的内容");
  await expect(offer).toBeVisible();
  await expect(title(later)).toHaveValue("没有来得及保存的标题");
  await expect(body(later)).toHaveText(onServer.body.join());
  await expect(saveState(later)).toContainText("已自动保存");

  // Whoever reads the offer for longer than a save takes still gets back what the server had.
  await later.getByRole("button", { name: "不要恢复，用服务器上的内容" }).click();
  await expect(offer).toBeHidden();
  await expect(title(later)).toHaveValue(onServer.title);
  await expect(saveState(later)).toContainText("已自动保存");
  const elsewhere = await as(publisher);
  await openItem(elsewhere, item);
  await expect(title(elsewhere)).toHaveValue(onServer.title);
});

test("two people in one item see each other, whether they write or read", async ({ as }) => {
  test.slow();
  const clerk = await as(publisher);
  const draft = await startItem(clerk);
  await write(clerk, { title: "两人同时打开的通知", body: ["两个人同时打开了这一条。"] });
  const lead = await as(reviewer);
  await openItem(lead, draft);
  await expect(lead.getByText("韦小兰（县教育局）正在编辑")).toBeVisible();
  await expect(clerk.getByText("陆文静（县政务办）正在编辑")).toBeVisible(SEEN_WITHIN);
  await openDesk(lead, "/desk/inbox");

  const item = await arrived(clerk, { title: "两人同时查看的通知", body: ["两个人同时查看这一条。"] });
  await openReview(clerk, item);
  await openReview(lead, item);
  await expect(lead.getByText("韦小兰（县教育局）正在查看")).toBeVisible();
  await openReview(clerk, item);
  await expect(clerk.getByText("陆文静（县政务办）正在查看")).toBeVisible();
});
