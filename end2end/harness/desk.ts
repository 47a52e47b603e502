// Signing in to the desk as the people of the demo county do.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { oneTimeCode } from "./totp.ts";

export interface Account {
  login: string;
  password: string;
  /** Base32 secret of the second factor, for those who must have one. */
  secret?: string;
}

/** Signs in through the form and waits until the desk answers. */
export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/desk/login");
  await page.locator("input[name='login']").fill(account.login);
  await page.locator("input[name='password']").fill(account.password);
  if (account.secret !== undefined) await page.locator("input[name='code']").fill(nextCode(account.secret));
  await page.locator("form:has(input[name='password']) button[type='submit']").click();
  await expect(page).toHaveURL(/\/desk(?!\/login)/);
  await hydrated(page);
}

/** Sends what the form sends, without showing any page: for journeys that are about something else. */
export async function signInUnseen({ request }: BrowserContext, { login, password, secret }: Account): Promise<void> {
  const form = { login, password, ...(secret === undefined ? {} : { code: nextCode(secret) }) };
  const answer = await request.post("/desk/login", { form, maxRedirects: 0 });
  expect(answer.status(), `${login} signs in`).toBe(303);
}

/** A code is good for one use: whoever used the one of now, say to set the second factor up, takes the next. */
function nextCode(secret: string): string {
  return oneTimeCode(secret, new Date(Date.now() + 30_000));
}

/** Opens a page of the desk and waits until it reacts. */
export async function openDesk(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

/** Waits until the desk's wasm has taken over the page, so that clicks reach its handlers. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator("body[data-hydrated]").waitFor({ state: "attached" });
}
