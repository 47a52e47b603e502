// Journeys against the release binary. Each worker starts a server of its own with fresh demo content (harness/test.ts),
// so a journey may change whatever it likes. Specs of the portal run with script off as well.
import { defineConfig } from "@playwright/test";

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// What a phone shows differently is driven on a phone; these are about rights, time, paper and files.
const NOT_ON_A_PHONE = [
  "approval-form", "first-start", "harness", "journey-account-form", "journey-corrections", "journey-duties", "journey-idle-end",
  "journey-joint-signatures", "journey-kinds", "journey-morning", "journey-plan", "journey-plan-tree", "journey-reminders", "journey-saving", "journey-services",
  "journey-sessions", "journey-signatures", "journey-topic", "portal-first-visit", "portal-valid-html", "portal-widths", "secrecy-scan",
].map(file);
// What the server sends is the same with script and without.
const NOT_WITHOUT_SCRIPT = ["portal-first-visit", "portal-valid-html"].map(file);

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
    // A control that does not come is a fault at once, not when the journey runs out of time.
    actionTimeout: 10_000,
    // Recording every step takes as much of the machine as the journey itself: TRACE=1 when one is to be looked into.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    // The browser without its own windows, which cost more than the pages in them.
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell" },
  },
  projects: [
    { name: "desktop", use: { viewport: desktop } },
    { name: "phone", testIgnore: NOT_ON_A_PHONE, use: { viewport: phone, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } },
    { name: "no-script", testMatch: "**/portal*.spec.ts", testIgnore: NOT_WITHOUT_SCRIPT, use: { viewport: desktop, javaScriptEnabled: false } },
  ],
});
