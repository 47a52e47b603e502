// What readers leave at a page, with script and without: a mistake they report, whether it was useful, that they read it.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { publisher, reviewer } from "../harness/people.ts";
import { arrived, signed } from "../harness/prepared.ts";
import { expect, test } from "../harness/test.ts";
import { EDUCATION, openReview } from "../harness/writing.ts";

// A browser that does not say that it has no screen: robots are not counted.
test.use({ userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36" });

const PASSAGE = "隆庵县户籍学生可以申请";
const WORDS = "县名写错了，应为“隆安县”，请改正。";
const CONTACT = "13800138000";
const ANSWER = "您说得对，县名已经改正，感谢您的细心。";

type As = (account: typeof publisher) => Promise<Page>;

/** A public item; its clerk, its reviewer, and the address that citizens read it under. */
async function published(as: As, title: string): Promise<{ item: number; clerk: Page; lead: Page; address: string }> {
  const [clerk, lead] = [await as(publisher), await as(reviewer)];
  const item = await arrived(clerk, { title, body: ["助学金每学期发放一次。", `${PASSAGE}，九月三十日前报名。`] });
  return { item, clerk, lead, address: await signed(lead, item) };
}

/** Selects words of the article as a reader does. */
async function select(text: Locator, words: string): Promise<void> {
  await text.evaluate((paragraph, wanted) => {
    const node = paragraph.firstChild as globalThis.Text;
    const from = node.data.indexOf(wanted);
    getSelection()?.setBaseAndExtent(node, from, node, from + wanted.length);
  }, words);
}

test("a reader reports a mistake, the unit answers, the reader reads the answer", async ({ page, as, javaScriptEnabled }) => {
  test.slow();
  const scripted = javaScriptEnabled !== false;
  const { clerk, address } = await published(as, `助学金发放办法（${scripted ? "甲" : "乙"}）`);
  await page.goto(address);
  const report = page.getByRole("link", { name: "我要纠错" });
  if (scripted) {
    await select(page.getByRole("article").getByText(PASSAGE), PASSAGE);
    await expect(report).toHaveAttribute("href", /passage=/);
  }
  await report.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我要纠错");
  const passage = page.getByLabel("原文摘录");
  if (scripted) await expect(passage).toHaveValue(PASSAGE);
  else await passage.fill(PASSAGE);
  await expectNoSidewaysScroll(page);
  if (scripted) await expectAccessible(page);

  // A faulty form says what is wrong, and loses nothing.
  await page.getByLabel("问题说明（必填）").fill("错了");
  await page.getByLabel("联系方式").fill(CONTACT);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("请选择问题类型").last()).toBeVisible();
  await expect(passage).toHaveValue(PASSAGE);
  await expect(page.getByLabel("联系方式")).toHaveValue(CONTACT);
  await page.getByLabel("问题类型（必填）").selectOption("错别字");
  await page.getByLabel("问题说明（必填）").fill(WORDS);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("感谢您的反馈，我们已经收到")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("已收到");
  await expectNoSidewaysScroll(page);
  const receipt = page.url();
  if (scripted) await expectAccessible(page);

  await openDesk(clerk, "/desk/corrections");
  await expectNoSidewaysScroll(clerk);
  await expectAccessible(clerk);
  await clerk.getByLabel("状态").selectOption("已收到");
  await clerk.getByLabel("标题或内容").fill(WORDS.slice(0, 6));
  await clerk.getByRole("button", { name: "查询" }).click();
  await expect(clerk).toHaveURL(/state=received/);
  await clerk.getByRole("link", { name: WORDS }).first().click();
  await expect(clerk.getByRole("main")).toContainText(PASSAGE);
  await expect(clerk.getByRole("main")).not.toContainText(CONTACT);
  await clerk.getByRole("button", { name: "认领", exact: true }).click();
  await clerk.getByRole("button", { name: "查看联系方式" }).click();
  await expect(clerk.getByText(CONTACT)).toBeVisible();
  await page.goto(receipt);
  await expect(page.getByRole("main")).toContainText("处理中");

  await clerk.getByLabel("答复内容（必填）").fill(ANSWER);
  await expectAccessible(clerk);
  await clerk.getByRole("button", { name: "答复并办结" }).click();
  await expect(clerk.getByRole("region", { name: "答复" })).toContainText("已改正");
  await expect(async () => {
    await page.goto(receipt);
    await expect(page.getByRole("main")).toContainText("已办结", { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("main")).toContainText(ANSWER);
});

test("an article is useful, and read once a day by each reader", async ({ page, as, javaScriptEnabled }) => {
  test.slow();
  const scripted = javaScriptEnabled !== false;
  const { item, lead, address } = await published(as, `校车安全须知（${scripted ? "甲" : "乙"}）`);
  const views = page.locator("[data-views]");
  for (let visit = 0; visit < 2; visit += 1) {
    await page.goto(address);
    // The page is kept for all readers; the script fetches today's number.
    await expect(views).toHaveText(scripted ? "1" : "0");
  }
  await openReview(lead, item);
  await expect(lead.getByText("浏览 1 次")).toBeVisible();
  await page.getByText("浏览量：").click();
  await expect(page.getByText("同一读者一天内多次打开本页，只计一次")).toBeVisible();
  await page.getByText("浏览量：").click();
  await page.getByRole("button", { name: "无用" }).click();
  await expect(page.getByText("感谢您的评价。")).toBeVisible();
  await expect(page.getByRole("link", { name: "告诉我们哪里可以改进" })).toHaveAttribute("href", `${address}/report`);
  expect(await page.context().cookies()).toEqual([]);

  await page.goto(EDUCATION.address);
  await page.getByRole("link", { name: "提意见建议" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("意见建议");
});

test("the browser reads an article aloud, sentence by sentence", async ({ page, as, javaScriptEnabled }) => {
  test.slow();
  const { address } = await published(as, "朗读示例");
  const play = page.getByRole("button", { name: "朗读" });
  if (javaScriptEnabled === false) {
    await page.goto(address);
    await expect(play).toBeHidden();
    return;
  }
  // A voice that says what it is given, and is done when the test says so.
  await page.addInitScript(() => {
    const said: SpeechSynthesisUtterance[] = [];
    const voice = { getVoices: () => [], speak: (words: SpeechSynthesisUtterance) => said.push(words), cancel: () => {} };
    Object.defineProperty(window, "speechSynthesis", { value: voice });
    Object.assign(window, { said: () => said.at(-1)?.text, next: () => said.at(-1)?.dispatchEvent(new Event("end")) });
  });
  const said = (): Promise<string> => page.evaluate("said()");
  await page.goto(address);
  await play.focus();
  await page.keyboard.press("Enter");
  expect(await said()).toBe("朗读示例");
  await page.evaluate("next()");
  expect(await said()).toBe("助学金每学期发放一次。");
  expect(await page.evaluate(() => CSS.highlights.has("read-aloud"))).toBe(true);
  await page.getByRole("button", { name: "暂停" }).click();
  await page.getByRole("button", { name: "继续" }).click();
  expect(await said()).toBe("助学金每学期发放一次。");
  await page.keyboard.press("Escape");
  await expect(play).toBeVisible();
  await expect(page.getByRole("button", { name: "停止" })).toBeHidden();
  expect(await page.evaluate(() => CSS.highlights.has("read-aloud"))).toBe(false);
});
