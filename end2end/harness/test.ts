// Playwright's `test` with a Longan of its own per worker. Specs import `test` and `expect` from here.
import { test as base } from "@playwright/test";
import { Server } from "./server.ts";

export { expect } from "@playwright/test";

export const test = base.extend<{ problems: string[]; serverLog: void }, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.launch();
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
      page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        // Answers such as 404 and 410 are part of some journeys, which assert them.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
          problems.push(`console: ${message.text()}`);
        }
      });
      await use(problems);
      base.expect(problems, "the browser's console is quiet").toEqual([]);
    },
    { auto: true },
  ],

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
