import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** Another one where several checkouts are tested side by side. */
const port = Number(process.env["PORT"] ?? 4173);

/** Every page test runs as four people: at a desk and on a phone, in Chinese and in English, in light and in dark. */
export default defineConfig({
  testDir: "tests/pages",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: { executablePath: chromium, args: ["--no-sandbox"] },
    trace: "off",
  },
  projects: [
    { name: "desk, zh, light", use: { viewport: { width: 1360, height: 860 }, locale: "zh-CN", colorScheme: "light" } },
    { name: "phone, en, dark", use: { viewport: { width: 390, height: 844 }, locale: "en-GB", colorScheme: "dark", hasTouch: true } },
  ],
  webServer: { command: `npx vite preview --port ${port} --strictPort`, port, reuseExistingServer: true },
});
