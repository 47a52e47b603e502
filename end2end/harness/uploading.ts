// A slow line: a file is held on its way, no step goes off without it, and whoever leaves over it is asked first.
import { expect, type Page, type Route } from "@playwright/test";

/** The first request to this address from now on, held until it is told to continue. */
export function hold(page: Page, address: string | RegExp): Promise<Route> {
  return new Promise<Route>((resolve) => void page.route(address, resolve));
}

/** What was pressed last did nothing but say what it waits for. */
export async function expectWaiting(page: Page): Promise<void> {
  const words = "还有 1 个文件正在上传，请等传完再继续。";
  await expect(page.getByText(words)).toBeVisible();
  await page.locator(".messages__one").filter({ hasText: words }).getByRole("button", { name: "关闭消息" }).click();
}

/** Whoever leaves is asked this, and stays when the answer is no. */
export async function staysWhenAsked(page: Page, question: string, leave: () => Promise<void>): Promise<void> {
  const address = page.url();
  const asked = page.waitForEvent("dialog").then(async (dialog) => {
    await dialog.dismiss();
    return dialog.message();
  });
  await leave();
  expect(await asked).toBe(question);
  await expect(page).toHaveURL(address);
}
