// What the server sends is valid HTML, on every kind of page: asked for without a browser, which would mend it.
import { differentlyMade, portalPages } from "../harness/portal.ts";
import { expect, test } from "../harness/test.ts";
import { expectValid } from "../harness/valid.ts";

/** Every preference at once: the layout of elder mode, the row of tools, traditional characters. */
const EVERY_PREFERENCE = "elder=on; size=l; contrast=high; tools=on; line=on; pointer=big; script=hant";

test("every page", async ({ request }) => {
  test.slow();
  await expectValid(await portalPages(request));
});

test("every kind of page, with every preference", async ({ request }) => {
  test.slow();
  await expectValid(differentlyMade(await portalPages(request, EVERY_PREFERENCE)));
});

test("forms that come back", async ({ request }) => {
  const report = await request.post("/c/qdxx/report", { form: { kind: "", words: "短" } });
  expect(report.status()).toBe(422);
  const signIn = await request.post("/desk/login", { form: { login: "fabu", password: "wrong" } });
  expect(signIn.status()).toBe(401);
  await expectValid([
    { address: "/c/qdxx/report", html: await report.text() },
    { address: "/desk/login", html: await signIn.text() },
  ]);
});
