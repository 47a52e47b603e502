/** Waits as long as a busy machine needs: a browser answers when it has time, not when the test asks. */
import { AssertionError } from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

/** A test takes a second; only a machine that compiles something at the same time ever needs more of this. */
export const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** Repeats the assertions of `check` until they hold; what still does not hold at the end is the failure. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; ; ) {
    try {
      return await check();
    } catch (fault) {
      if (!(fault instanceof AssertionError) || performance.now() > end) throw fault;
      await setTimeout(PAUSE_MS);
    }
  }
}
