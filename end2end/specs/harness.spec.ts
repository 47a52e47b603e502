// The harness itself, where a fault would make journeys pass or fail for the wrong reason.
import { expect, test } from "@playwright/test";
import { violations } from "../harness/accessible.ts";
import { oneTimeCode } from "../harness/totp.ts";

// RFC 6238, appendix B, cut to six digits; the secret is "12345678901234567890".
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

for (const [seconds, code] of [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [20_000_000_000, "353130"],
] as const) {
  test(`one-time code at ${seconds} s`, () => {
    expect(oneTimeCode(SECRET, new Date(seconds * 1000))).toBe(code);
  });
}

test("a picture that says nothing to who cannot see it is found", async ({ page }) => {
  await page.setContent('<html lang="zh-CN"><title>图片</title><main><h1>图片</h1><img src="data:,"></main></html>');
  expect((await violations(page)).join()).toMatch(/^image-alt: /);
});
