// Playwright's `test` with a Longan of its own per worker. Specs import `test` and `expect` from here.
import { type BrowserContextOptions, type Page, test as base } from "@playwright/test";
import { type Account, signInUnseen } from "./desk.ts";
import { type Demo, Server, type Settings } from "./server.ts";

export { expect } from "@playwright/test";

interface PerTest {
  problems: string[];
  serverLog: void;
  /** A browser of its own in which this person is signed in to the desk; it shows no page yet. */
  as: (account: Account, browser?: BrowserContextOptions) => Promise<Page>;
}

interface PerWorker {
  /** `test.use({ demo: "off" })` at the head of a spec gives it a server of its own without people and content. */
  demo: Demo;
  /** What a spec sets beside what every journey needs. */
  settings: Settings;
  server: Server;
}

export const test = base.extend<PerTest, PerWorker>({
  demo: ["auto", { scope: "worker", option: true }],
  settings: [{}, { scope: "worker", option: true }],

  server: [
    async ({ demo, settings }, use) => {
      const server = await Server.launch(demo, settings);
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  /** What the browser complained of: script errors, refused resources, hydration faults. A journey ends without any. */
  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      listen(page, problems);
      await use(problems);
      base.expect(problems, "the browser's console is quiet").toEqual([]);
    },
    { auto: true },
  ],

  as: async ({ browser, problems }, use) => {
    const opened: Page[] = [];
    await use(async (account, options) => {
      // The desk needs script, also where the portal is read without.
      const context = await browser.newContext({ javaScriptEnabled: true, ...options });
      const page = await context.newPage();
      opened.push(page);
      listen(page, problems);
      await signInUnseen(context, account);
      return page;
    });
    for (const page of opened) await page.context().close();
  },

  serverLog: [
    async ({ server }, use, info) => {
      const before = server.output().length;
      await use();
      if (info.status !== info.expectedStatus) {
        await info.attach("server log", { body: server.output().slice(before), contentType: "text/plain" });
      }
    },
    { auto: true },
  ],
});

function listen(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // Answers such as 404 and 410 are part of some journeys, which assert them.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      problems.push(`console: ${message.text()}`);
    }
  });
}
