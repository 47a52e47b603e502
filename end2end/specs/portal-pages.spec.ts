// Every page of the portal: accessible, no wider than the screen, with one heading, quiet in the console. What is gone
// (410) has to be withdrawn first: portal-reading looks at it, in elder mode too.
import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { type PortalPage, portalPages } from "../harness/portal.ts";
import { expect, test } from "../harness/test.ts";

type Place = Pick<PortalPage, "address" | "status">;

async function expectGood(page: Page, { address, status }: Place): Promise<void> {
  expect((await page.goto(address))?.status(), address).toBe(status);
  await expect(page.getByRole("heading", { level: 1 }), address).toHaveCount(1);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** Found once for the tests below. */
let found: PortalPage[] | undefined;
async function pages(request: APIRequestContext): Promise<PortalPage[]> {
  return (found ??= await portalPages(request));
}

const isColumn = ({ address }: Place): boolean => /^\/c\/\w+$/.test(address);
const isItem = ({ address, status }: Place): boolean => /^\/[at]\/\w+$/.test(address) && status === 200;

/** One page of each kind: the code of a column or an item and what somebody typed make no other kind. */
function oneOfEach(places: Place[]): Place[] {
  const kind = ({ address, status }: Place): string =>
    `${status} ${address.replace(/^\/([cat])\/\w+/, "/$1").replaceAll(/=[^&]*/g, "=")}`;
  return [...new Map(places.map((place) => [kind(place), place])).values()];
}

test("every channel and every column of the plan", async ({ page, request }) => {
  test.slow();
  for (const place of (await pages(request)).filter(isColumn)) await expectGood(page, place);
});

test("an item of every kind, and topics", async ({ page, request }) => {
  test.slow();
  for (const place of (await pages(request)).filter(isItem)) await expectGood(page, place);
});

test("lists that were filtered, searches, tables, forms, notices, and what is not there", async ({ page, request }) => {
  test.slow();
  const others = (await pages(request)).filter((place) => !isColumn(place) && !isItem(place));
  for (const place of oneOfEach(others)) await expectGood(page, place);
});

test("no page of the portal is left out", async ({ request }) => {
  const table = await readFile(new URL("../../app/src/portal/mod.rs", import.meta.url), "utf8");
  const paths = Array.from(table.matchAll(/path!\("([^"]*)"\)/g), ([, path = ""]) => path);
  // The preview of a topic stands in a frame of the desk.
  const routes = paths.filter((path) => !path.startsWith("/desk"));
  expect(routes).toContain("/sitemap");
  const there = (await pages(request)).filter(({ status }) => status === 200);
  const opened = there.map(({ address }) => address.replace(/\?.*$/, ""));
  const isOpened = (path: string): boolean => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
    return opened.some((address) => pattern.test(address));
  };
  expect(routes.filter((path) => !isOpened(path))).toEqual([]);
});
