// The county board on paper, A4 and A3 across, and on a screen on the wall.
import { expectAccessible, expectNoSidewaysScroll } from "../harness/accessible.ts";
import { openDesk } from "../harness/desk.ts";
import { portalManager } from "../harness/people.ts";
import { expect, test } from "../harness/test.ts";

// In points.
const SHEETS = [
  { format: "A4", width: 842, height: 595 },
  { format: "A3", width: 1191, height: 842 },
] as const;

test("the board prints across on A4 and on A3, nothing of it cut off", async ({ as }) => {
  const office = await as(portalManager);
  await openDesk(office, "/desk/board");
  const table = office.getByRole("table").first();
  await expect(table).toBeVisible();
  await office.emulateMedia({ media: "print" });
  await expect(office.locator(".board .filter-bar")).toBeHidden();
  for (const { format, width, height } of SHEETS) {
    // As wide as the sheet between its margins, in CSS pixels.
    await office.setViewportSize({ width: Math.round((width / 72) * 96 - (24 / 25.4) * 96), height: 900 });
    const room = await table.evaluate((node) => node.getBoundingClientRect().right - document.body.clientWidth);
    expect(room, `${format}: the table ends within the sheet`).toBeLessThanOrEqual(0);
    const pdf = (await office.pdf({ format, preferCSSPageSize: true })).toString("latin1");
    const [, wide, high] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect(Number(wide), format).toBeCloseTo(width, -1);
    expect(Number(high), format).toBeCloseTo(height, -1);
  }
});

test("on the wall the board fills the screen, with nothing to press but the way out", async ({ as }) => {
  const office = await as(portalManager);
  await openDesk(office, "/desk/board?view=screen");
  const board = office.locator(".board");
  await expect(board.getByText("退出大屏")).toBeVisible();
  const box = await board.boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, ...office.viewportSize() });
  await expect(office.locator(".board .filter-bar")).toBeHidden();
  await expectAccessible(office);
  await expectNoSidewaysScroll(office);
  await board.getByRole("link", { name: "退出大屏" }).click();
  await expect(office).toHaveURL(/\/desk\/board$/);
  await expect(office.locator(".board .filter-bar")).toBeVisible();
});
