// The door of the desk.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { signIn } from "../harness/desk.ts";
import { EVERYBODY, publisher } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

test("the start names everybody of the demo", ({ server }) => {
  const printed = server.output();
  for (const { login, password } of EVERYBODY) {
    expect(printed).toMatch(new RegExp(`^ +${login} `, "m"));
    expect(printed).toContain(password);
  }
});

for (const account of EVERYBODY) {
  test(`${account.login} gets in`, async ({ page }) => {
    await signIn(page, account);
    await expect(page.getByRole("main")).toBeVisible();
  });
}

test("a wrong password is refused without saying what was wrong", async ({ page }) => {
  await page.goto("/desk/login");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.locator("input[name='login']").fill(publisher.login);
  await page.locator("input[name='password']").fill("not-the-password");
  await page.locator("form:has(input[name='password']) button[type='submit']").click();
  await expect(page).toHaveURL(/\/desk\/login/);
  await expect(page.locator("input[name='login']")).toHaveValue(publisher.login);
  await expect(page.locator("input[name='password']")).toHaveValue("");
});

test("the desk sends strangers to the door", async ({ page }) => {
  await page.goto("/desk");
  await expect(page).toHaveURL(/\/desk\/login/);
});
