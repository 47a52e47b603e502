// The scan of the paper secrecy review: whoever signs opens it, nobody outside the chain does, by whatever address.
import type { Page } from "@playwright/test";
import { scan } from "../harness/files.ts";
import { auditor, newsReviewer, otherPublisher, portalManager, publisher, reviewer } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";
import { openReview, recordSecrecyReview, sign, startItem, submit, write } from "../harness/writing.ts";

test("only who wrote and who signs opens the scan", async ({ page, as }) => {
  test.slow();
  const paper = scan("审查表（签字件）.pdf");
  const clerk = await as(publisher);
  const item = await startItem(clerk);
  await write(clerk, { title: "附有审查表的招聘公告", body: ["招聘校医两名。"] });
  await clerk.getByRole("tab", { name: "保密审查" }).click();
  await clerk.getByLabel("审查表扫描件").setInputFiles(paper);
  await expect(clerk.getByRole("link", { name: paper.name })).toBeVisible();
  await recordSecrecyReview(clerk);
  await submit(clerk);

  const lead = await as(reviewer);
  await openReview(lead, item);
  await lead.getByRole("tab", { name: "保密审查" }).click();
  const link = lead.getByRole("tabpanel", { name: "保密审查" }).getByRole("link", { name: paper.name });
  const address = (await link.getAttribute("href")) ?? "";
  expect(address).toMatch(/^\/desk\/media\/\d+$/);
  for (const inside of [lead, clerk]) {
    const answer = await inside.request.get(address);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect(await answer.body()).toEqual(paper.buffer);
  }

  const strangers: [string, Page][] = [];
  for (const account of [otherPublisher, newsReviewer, portalManager, auditor]) {
    strangers.push([account.login, await as(account)]);
  }
  const expectRefused = async (): Promise<void> => {
    for (const [login, stranger] of strangers) {
      const answer = await stranger.goto(address);
      expect(answer?.status(), login).toBe(403);
      expect(await answer?.text(), login).not.toContain("%PDF");
    }
    const answer = await page.request.get(address, { maxRedirects: 0 });
    expect([302, 303, 401], "somebody who is not signed in").toContain(answer.status());
  };
  await expectRefused();
  // Publication opens the text to everybody, and the paper to nobody more.
  const live = await sign(lead, item);
  await page.goto(live);
  await expect(page.getByRole("article")).toContainText("招聘校医两名");
  await expect(page.getByRole("article")).not.toContainText(paper.name);
  await expectRefused();
});
