// The harness itself, where a fault would make journeys pass or fail for the wrong reason.
import { expect, test } from "@playwright/test";
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
