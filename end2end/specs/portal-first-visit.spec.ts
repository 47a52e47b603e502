// A page opened for the first time, on a telephone's tariff and a slow line: what all of it takes, with the heads of the
// answers, and that nothing moves under the eyes of a reader while the rest arrives.
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "../harness/test.ts";

const ARTICLE_LIMIT = 40_000;

// A browser that does not say that it has no screen: robots are not counted, and being counted takes bytes too.
test.use({ userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36" });

test("an article without pictures takes at most 40 kB", async ({ page, request }) => {
  // Asked for beside the browser, whose cache stays empty.
  const list = await (await request.get("/c/tzgg")).text();
  const article = /"(\/a\/\w+)"/.exec(list)?.[1];
  if (article === undefined) throw new Error("the column has an item");

  const parts = await transferred(page, async () => {
    const counted = page.waitForResponse((answer) => answer.url().endsWith("/view"));
    await page.goto(article);
    // What is loaded only when it comes into view.
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    await counted;
    await page.waitForLoadState("networkidle");
  });
  const names = Object.keys(parts);
  expect(names.filter((name) => name.startsWith("/media/"))).toEqual([]);
  for (const part of [article, "/pkg/", "/icons.svg", "/js/portal.js", "qr.svg"]) {
    expect(names.some((name) => name.includes(part)), `${part} is among ${names.join(", ")}`).toBe(true);
  }
  const sum = Object.values(parts).reduce((all, bytes) => all + bytes, 0);
  expect(sum, JSON.stringify(parts, null, 2)).toBeLessThanOrEqual(ARTICLE_LIMIT);
});

test("what a reader has begun to read stays where it is", async ({ page, request }) => {
  await page.setViewportSize({ width: 412, height: 823 });
  // Scripts come when the page has been on the screen for a while.
  await page.route("**/js/*", async (route) => {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    await route.continue();
  });
  for (const column of ["tzgg", "wjzl", "zxbs"]) {
    const list = await (await request.get(`/c/${column}`)).text();
    const item = /"(\/a\/\w+)"/.exec(list)?.[1];
    if (item === undefined) throw new Error(`${column} has an item`);
    for (const address of [`/c/${column}`, item]) {
      await page.goto(address, { waitUntil: "networkidle" });
      expect.soft(await moved(page), address).toEqual([]);
    }
  }
});

test("the header is shown while the text is still on its way", async ({ page, server }) => {
  const line = await slowLine(server.url);
  try {
    await page.goto(`${line.url}/c/tzgg`, { waitUntil: "commit" });
    const painted = (): Promise<number> =>
      page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
    await expect.poll(painted).toBe(1);
    await expect(page.getByRole("banner")).toContainText("菜单");
    await expect(page.getByRole("contentinfo")).toHaveCount(0);
    line.goOn();
    await expect(page.getByRole("contentinfo")).toContainText("站点地图");
    expect(await moved(page)).toEqual([]);
  } finally {
    line.close();
  }
});

/** The portal behind a line that stops in the middle of each page until it goes on. */
async function slowLine(portal: string): Promise<{ url: string; goOn: () => void; close: () => void }> {
  const waiting = new EventEmitter();
  const rest = once(waiting, "go on");
  const line = createServer((asked, answer) => {
    void (async () => {
      const whole = await fetch(new URL(asked.url ?? "/", portal));
      const [type, body] = [whole.headers.get("content-type") ?? "", Buffer.from(await whole.arrayBuffer())];
      answer.writeHead(whole.status, { "content-type": type });
      const middle = type.startsWith("text/html") ? body.indexOf("</h1>") : body.length;
      answer.write(body.subarray(0, middle));
      if (middle < body.length) await rest;
      answer.end(body.subarray(middle));
    })().catch((fault: unknown) => answer.destroy(fault as Error));
  });
  await new Promise<void>((listening) => line.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  return { url, goOn: () => void waiting.emit("go on"), close: () => void line.close() };
}

/** What has moved since the page was opened: its words, from where, to where. */
function moved(page: Page): Promise<string[]> {
  interface Moved {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
  }
  interface Shift extends PerformanceEntry {
    sources: Moved[];
  }
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const place = ({ x, y, width, height }: DOMRectReadOnly): string => `${x},${y} ${width}×${height}`;
        const told = ({ node, previousRect, currentRect }: Moved): string =>
          `${node?.textContent?.trim().slice(0, 40)}: ${place(previousRect)} → ${place(currentRect)}`;
        const all = (list: PerformanceObserverEntryList): string[] =>
          list.getEntries().flatMap((entry) => (entry as Shift).sources.map(told));
        new PerformanceObserver((list) => resolve(all(list))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve([]), 200);
      }),
  );
}

/** The paths that the browser asks for while `reading`, with what went over the wire for each. */
async function transferred(page: Page, reading: () => Promise<void>): Promise<Record<string, number>> {
  const network = await page.context().newCDPSession(page);
  const asked = new Map<string, string>();
  const parts: Record<string, number> = {};
  network.on("Network.requestWillBeSent", ({ requestId, request }) => asked.set(requestId, request.url));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { pathname } = new URL(asked.get(requestId) ?? "");
    parts[pathname] = (parts[pathname] ?? 0) + encodedDataLength;
  });
  await network.send("Network.enable");
  await reading();
  return parts;
}
