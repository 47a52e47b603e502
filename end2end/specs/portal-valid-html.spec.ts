// What the server sends is valid HTML, on every kind of page: asked for without a browser, which would mend it. The pages
// are those that a reader comes to from the site map, so that a new kind of item is looked at too.
import { expect, test } from "../harness/test.ts";
import { expectValid, type Sent } from "../harness/valid.ts";

/** Every preference at once: the layout of elder mode, the row of tools, traditional characters. */
const EVERY_PREFERENCE = "elder=on; size=l; contrast=high; tools=on; line=on; pointer=big; script=hant";

const ALONE = ["/", "/accessibility", "/report", "/report/2026-00012", "/leave?to=https%3A%2F%2Fexample.com%2F", "/desk/login"];
const MISSING = ["/no-such-page", "/c/tzg", "/a/23456789", "/a/23456789/report", "/report/2026-00012?code=ABCDEFGH"];

/** What is opened of a column: its list filtered or turned, the form below it, its first item or topic. */
const OF_A_COLUMN = [/^\/c\/\w+\?/, /^\/c\/\w+\/report$/, /^\/[at]\/\w+$/];

for (const [look, cookie] of [["ordinary", ""], ["with every preference", EVERY_PREFERENCE]] as const) {
  test(`every kind of page, ${look}`, async ({ request }) => {
    const sent = new Map<string, Sent>();
    /** Opens a page and returns the addresses to which it leads; none when it was open already. */
    const open = async (address: string, status = 200): Promise<string[]> => {
      if (sent.has(address)) return [];
      const answer = await request.get(address, { headers: { cookie } });
      expect(answer.status(), address).toBe(status);
      const html = await answer.text();
      sent.set(address, { address, html });
      return links(html);
    };

    for (const address of ALONE) await open(address);
    for (const address of MISSING) await open(address, 404);
    const columns = (await open("/sitemap")).filter((address) => /^\/c\/\w+$/.test(address));
    expect(columns.length).toBeGreaterThan(50);
    for (const column of columns) {
      const found = await open(column);
      for (const kind of OF_A_COLUMN) {
        const address = found.find((address) => kind.test(address));
        if (address === undefined) continue;
        // The whole table of an item, and the form for its mistakes.
        const parts = (await open(address)).filter((part) => /^\/a\/\w+\/(register|report)$/.test(part));
        for (const part of parts) await open(part);
      }
    }
    await expectValid([...sent.values()]);
  });
}

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

/** The addresses of this site to which the text of a page leads. */
function links(html: string): string[] {
  const text = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const found = text.matchAll(/ href="(\/[^"]*)"/g);
  return [...new Set(Array.from(found, ([, address = ""]) => address.replaceAll("&amp;", "&")))];
}
