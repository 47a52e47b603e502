// The pages of the portal, found as a reader finds them: the columns of the plan and of the site map, what they lead to,
// the pages that stand alone, and those that say that nothing is there. A new kind of item is among them by itself.
import { readFile } from "node:fs/promises";
import { type APIRequestContext, expect } from "@playwright/test";
import type { Sent } from "./valid.ts";

/** A page as it was sent, with its status. */
export interface PortalPage extends Sent {
  status: number;
}

const ALONE = [
  "/",
  "/accessibility",
  "/report",
  "/report/2026-00012",
  "/leave?to=https%3A%2F%2Fexample.com%2F",
  "/desk/login",
  // A search among the guides that finds one, and one that finds nothing.
  `/c/zxbs?q=${encodeURIComponent("优待证")}`,
  `/c/zxbs?q=${encodeURIComponent("没有这样的事项")}`,
];
const MISSING = ["/no-such-page", "/c/tzg", "/a/23456789", "/a/23456789/report", "/report/2026-00012?code=ABCDEFGH"];

const COLUMN = /^\/c\/\w+$/;
/** An item or a special topic. */
const ITEM = /^\/[at]\/\w+$/;
/** What is opened of a column beside its items: its list filtered or turned, the form below it. */
const OF_A_COLUMN = [/^\/c\/\w+\?/, /^\/c\/\w+\/report$/];
/** The whole table of an item, and the form for its mistakes. */
const OF_AN_ITEM = /^\/a\/\w+\/(register|report)$/;

/** The plan's word for a column that the program itself fills. There is none yet: nothing stands at its address. */
const FUNCTION = "功能";

/** Every column, its items as far as they are not all made of the same parts, and all other pages. */
export async function portalPages(request: APIRequestContext, cookie = ""): Promise<PortalPage[]> {
  const found = new Map<string, PortalPage>();
  const asked = new Set<string>();
  const shapes = new Set<string>();

  const ask = async (address: string, status = 200): Promise<PortalPage> => {
    asked.add(address);
    const answer = await request.get(address, { headers: { cookie } });
    expect(answer.status(), address).toBe(status);
    return { address, status, html: await answer.text() };
  };
  /** Opens a page and returns the addresses to which it leads; none when it was open already. */
  const open = async (address: string, status = 200): Promise<string[]> => {
    if (asked.has(address)) return [];
    const page = await ask(address, status);
    found.set(address, page);
    return links(page.html);
  };
  const openItem = async (address: string): Promise<void> => {
    if (asked.has(address)) return;
    const page = await ask(address);
    const shape = shapeOf(page.html);
    if (shapes.has(shape)) return;
    shapes.add(shape);
    found.set(address, page);
    for (const part of links(page.html).filter((part) => OF_AN_ITEM.test(part))) await open(part);
  };
  const openColumn = async (address: string, status = 200): Promise<void> => {
    const leadsTo = await open(address, status);
    for (const item of leadsTo.filter((address) => ITEM.test(address))) await openItem(item);
    for (const kind of OF_A_COLUMN) {
      const first = leadsTo.find((address) => kind.test(address));
      if (first !== undefined) await open(first);
    }
  };

  for (const address of ALONE) await open(address);
  for (const address of MISSING) await open(address, 404);
  const mapped = (await open("/sitemap")).filter((address) => COLUMN.test(address));
  expect(mapped.length).toBeGreaterThan(50);
  // The site map leads from a link column straight to its address; the column has a page all the same.
  for (const { code, kind } of await planColumns()) await openColumn(`/c/${code}`, kind === FUNCTION ? 404 : 200);
  for (const address of mapped) await openColumn(address);
  return [...found.values()];
}

/** The columns, groups and channels of the county's plan. */
async function planColumns(): Promise<{ code: string; kind: string }[]> {
  const plan = await readFile(new URL("../../plans/longan-2018.toml", import.meta.url), "utf8");
  const columns = plan.split(/^\[\[column\]\]$/m).slice(1);
  expect(columns.length, "the plan file has columns").toBeGreaterThan(65);
  return columns.map((text) => {
    const value = (key: string): string => new RegExp(`^${key} = "(.*)"$`, "m").exec(text)?.[1] ?? "";
    return { code: value("code"), kind: value("kind") };
  });
}

function main(html: string): string {
  return html.slice(html.indexOf("<main"), html.indexOf("</main>"));
}

/** The addresses of this site to which the text of a page leads, by a link or by a form. */
function links(html: string): string[] {
  const found = main(html).matchAll(/ (?:href|action)="(\/[^"]*)"/g);
  return [...new Set(Array.from(found, ([, address = ""]) => address.replaceAll("&amp;", "&")))];
}

/** One of those that are made of the same parts. */
export function differentlyMade(pages: PortalPage[]): PortalPage[] {
  return [...new Map(pages.map((page) => [`${page.status} ${shapeOf(page.html)}`, page])).values()];
}

/** The elements and classes that a page is made of: for a rule, pages of the same ones are one page. */
function shapeOf(html: string): string {
  const tags = main(html).matchAll(/<(\w+)([^>]*)>/g);
  const parts = Array.from(tags, ([, name, rest = ""]) => `${name}.${/ class="([^"]*)"/.exec(rest)?.[1] ?? ""}`);
  return [...new Set(parts)].sort().join();
}
