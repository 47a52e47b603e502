// Journeys against the release binary. Each worker starts a server of its own with fresh demo content (harness/test.ts),
// so a journey may change whatever it likes. Specs of the portal run with script off as well, on both screens.
import { defineConfig } from "@playwright/test";

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

// The whole way of an item is driven on a phone: written, returned, signed, mended, withdrawn. These are about plan, accounts and
// deadlines, about paper, files and time, or choose their widths themselves.
const NOT_ON_A_PHONE = [
  "board-print", "first-start", "harness", "journey-account-form", "journey-duties", "journey-idle-end", "journey-kinds", "journey-morning",
  "journey-plan", "journey-plan-tree", "journey-reminders", "journey-saving", "journey-services", "journey-sessions", "journey-topic",
  "portal-first-visit", "portal-pages", "portal-valid-html", "portal-widths", "secrecy-scan",
].map(file);
// Minutes pass alike on every screen.
const WAITS = /@minutes/;
const PORTAL = "**/portal*.spec.ts";
// What the server sends is the same with script and without; axe runs in the page.
const NOT_WITHOUT_SCRIPT = ["portal-first-visit", "portal-pages", "portal-valid-html"].map(file);

function file(spec: string): string {
  return `**/${spec}.spec.ts`;
}

export default defineConfig({
  testDir: "specs",
  globalSetup: "./harness/template.ts",
  outputDir: "results",
  reporter: "list",
  // Two cores. A journey mostly waits: for a save, for an answer, for the minute of a schedule.
  workers: 3,
  fullyParallel: false,
  // A journey that passes at the second try has a fault.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // What moves is drawn sixty times a second, which takes as much of the machine as the journey needs itself.
    contextOptions: { reducedMotion: "reduce" },
    // A control that does not come is a fault at once, not when the journey runs out of time.
    actionTimeout: 10_000,
    // Recording every step takes as much of the machine as the journey itself: TRACE=1 when one is to be looked into.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    // The browser without its own windows, which cost more than the pages in them, without a process that plays graphics card,
    // and with one process for the pages of all the people of a journey, who come one after the other.
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
      args: ["--disable-gpu", "--disable-software-rasterizer", "--renderer-process-limit=1"],
    },
  },
  projects: [
    { name: "desktop", use: desktop },
    { name: "phone", testIgnore: NOT_ON_A_PHONE, grepInvert: WAITS, use: phone },
    { name: "no-script", testMatch: PORTAL, testIgnore: NOT_WITHOUT_SCRIPT, use: { ...desktop, javaScriptEnabled: false } },
    {
      name: "no-script-phone",
      testMatch: PORTAL,
      testIgnore: [...NOT_WITHOUT_SCRIPT, file("portal-widths")],
      use: { ...phone, javaScriptEnabled: false },
    },
  ],
});
