import type { Booted } from "@signalbox/local/boot";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launch } from "../../scripts/chromium.ts";
import { type Opened, open, picture, violations } from "./browser.fixture.ts";
import { bootForPage, factor } from "./cloud.fixture.ts";
import { consoleOn, executionOf } from "./console.fixture.ts";
import { failingExecution } from "./redrive.fixture.ts";

let booted: Booted;
let browser: Browser;
let opened: Opened;
let page: Page;
let at: ReturnType<typeof consoleOn>;

/** The longest that the slowest thing may take: a release that climbs two weights. Real milliseconds. */
const patience = 100_000;

beforeAll(async () => {
  [booted, browser] = await Promise.all([bootForPage(), launch()]);
  opened = await open(browser, booted.endpoint);
  page = opened.page;
  at = consoleOn(page);
  page.setDefaultTimeout(patience);
});

afterAll(async () => {
  await browser?.close();
  await booted?.stop();
});

afterEach(async ({ task }) => {
  // What the page showed says more than which locator waited in vain.
  if (task.result?.state !== "fail") return;
  for (const part of [".announcer", "main"])
    console.error((await page.locator(part).textContent())?.slice(0, 1_000));
});

test("a browser is led to the page, which says LOCAL and which clock", async () => {
  await at.card().waitFor();
  expect(new URL(page.url()).pathname).toBe("/console/");
  const banner = await page.getByRole("banner").textContent();
  expect(banner).toContain("LOCAL");
  expect(banner).toContain(`accelerated: ${factor} × real time`);
});

test("regions without a platform say so and show the next command", async () => {
  await page.getByRole("link", { name: "us-west-2" }).click();
  await page.getByText("Nothing is deployed in us-west-2").waitFor();
  expect(await page.getByRole("main").textContent()).toContain("--region us-west-2");
  await page.getByRole("link", { name: "us-east-1" }).click();
});

test("a canary is watched from the push to its promotion", async () => {
  await at.push("Good");
  await at.card().locator("[aria-current=step]", { hasText: "50 %" }).waitFor();
  await at.badge("baking").waitFor();
  const seen = await at.seenOfGreen();
  expect(seen).toBeGreaterThan(30);
  expect(seen).toBeLessThan(70);

  await at
    .card()
    .getByRole("link", { name: /open-webui:v0.11.1/ })
    .click();
  await page.locator(".state.pulsing", { hasText: "RunCanary" }).waitFor();
  await page.getByRole("link", { name: "Follow the execution that it started" }).click();
  await page
    .getByRole("button", { name: /^ShiftTraffic/ })
    .first()
    .click();
  await page
    .getByRole("region", { name: "State", exact: true })
    .getByText("changed", { exact: false })
    .first()
    .waitFor();
  expect(await page.getByRole("region", { name: "History events" }).textContent()).toContain(
    "TaskStateEntered",
  );
  await picture(page, "execution");

  await at.view("Overview").click();
  await at.card().locator("[aria-current=step]", { hasText: "100 %" }).waitFor();
  await at.badge("baking").waitFor();
  await picture(page, "overview");
  await at.badge("promoted").waitFor();
  expect(await at.card().locator(".sentence").textContent()).toContain("was promoted");
});

test("a bad image is rolled back by its alarm, and the page says what to do", async () => {
  await at.push("Failing");
  await at.view("Alarms").click();
  const alarm = page.locator("article.alarm", { has: page.getByText("ALARM", { exact: true }) }).first();
  await alarm.waitFor();
  await alarm.locator("canvas").waitFor();
  await picture(page, "alarms");

  await at.view("Overview").click();
  await at.badge("rolled back").waitFor();
  await at
    .card()
    .getByRole("link", { name: /open-webui:v0.11.2/ })
    .click();
  const problem = page.getByRole("region", { name: "Error of the execution" });
  await problem.waitFor();
  const text = await problem.textContent();
  expect(text).toContain("Release.AlarmRaised");
  expect(text).toContain("What to do:");
});

test("an abort wants a reason, which stands in the report", async () => {
  await at.view("Overview").click();
  await at.push("Good");
  await at.badge("baking").waitFor();
  await at.card().getByRole("button", { name: "Abort", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Abort", exact: true }).click();
  // Without a reason the browser itself holds the form back.
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await at.decide("Abort", "the demo is over");
  await at.badge("rolled back").waitFor();
  expect(await at.card().locator(".sentence").textContent()).toContain("the demo is over");
});

test("a plan is shown before the start, and a gate shows its evidence until a person decides", async () => {
  await at.view("Start").click();
  await page.getByLabel("image.tag").fill("v0.11.3");
  await page.getByText("Policy: fields that differ").click();
  await page.getByLabel("policy.acceptableRate").fill("0");
  await page.getByRole("button", { name: "Show the plan" }).click();
  const plan = page.getByRole("region", { name: "Plan" });
  await plan.waitFor();
  expect(await plan.textContent()).toMatch(/acceptableRate 0/);
  expect(await page.locator(".command code").textContent()).toContain("--set acceptableRate=0");
  await picture(page, "plan");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("heading", { name: "open-webui:v0.11.3" }).waitFor();

  await at.view("Overview").click();
  const gate = at.card().getByRole("region", { name: "Gate of open-webui" });
  await gate.waitFor();
  expect(await gate.textContent()).toMatch(/at these rates it cannot pass/);
  expect(await gate.textContent()).toMatch(/rolls back/);
  await picture(page, "gate");
  await at.decide("Promote fully", "the numbers look right to me");
  await at.badge("promoted").waitFor();
});

test("the executions of the page are filtered in its address", async () => {
  await page.goto(`${booted.endpoint}/console/executions?status=FAILED`);
  await page.getByRole("table").waitFor();
  const statuses = await page.locator("tbody tr td:first-child").allInnerTexts();
  expect(new Set(statuses)).toEqual(new Set(["FAILED"]));
  await page.getByLabel("Text").fill("v0.11.2");
  await page.waitForURL(/text=v0\.11\.2/);
  expect(await page.locator("tbody tr").count()).toBe(1);
});

test("an event of a history has an address of its own", async () => {
  await page.locator("tbody a").first().click();
  const link = page.getByRole("region", { name: "History events" }).getByRole("link").first();
  const address = await link.getAttribute("href");
  await page.goto(`${booted.endpoint}${address}`);
  await page.locator("tr.chosen").waitFor();
  expect(await page.locator("tr.chosen a").getAttribute("href")).toBe(address);
});

test("a failed execution is redriven, and what succeeded is not run again", async () => {
  const { arn, mend } = await failingExecution(booted);
  await page.goto(`${booted.endpoint}/console/executions/us-east-1/${arn.split(":").slice(-2).join("/")}`);
  await page.getByRole("region", { name: "Error of the execution" }).waitFor();
  await page.getByRole("button", { name: "Redrive" }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.textContent()).toMatch(/goes on from Read .* will not run again: Prepare\./);
  await picture(page, "redrive");
  await mend();
  await dialog.getByRole("button", { name: "Redrive" }).click();
  await page.locator(".execution-header .badge", { hasText: "SUCCEEDED" }).waitFor();
  const history = await page.getByRole("region", { name: "History events" }).textContent();
  expect(history).toContain("ExecutionRedriven");
  expect(history?.match(/PassStateEntered/g)).toHaveLength(1);
});

test("a fault is made on the page, listed as broken, and mended", async () => {
  await at.view("Break things").click();
  const kind = page.locator("details.fault", { has: page.getByText("zone-dark", { exact: true }) });
  await kind.locator("summary").click();
  await kind.getByLabel("zone").fill("us-east-1f");
  await kind.getByRole("button", { name: "Break" }).click();
  const broken = page.getByRole("region", { name: "Broken now" });
  await broken.getByText("zone-dark").waitFor();
  await broken.getByRole("button", { name: "Mend" }).click();
  await broken.getByText("zone-dark").waitFor({ state: "detached" });
});

const views = ["", "?region=eu-west-1", "executions", "events", "alarms", "start", "faults"];
const looks = [
  { name: "wide and light", colorScheme: "light", width: 1280 },
  { name: "narrow and dark", colorScheme: "dark", width: 390 },
] as const;

test.each(looks)(
  "axe finds nothing on any view, $name, and nothing is cut off",
  async ({ colorScheme, width }) => {
    const viewport = { width, height: 860 };
    const found: string[] = [];
    const { page: other, complaints } = await open(browser, `${booted.endpoint}/console/`, {
      viewport,
      colorScheme,
    });
    const release = await executionOf(other, booted.endpoint, "v0.11.2");
    for (const path of [...views, release]) {
      await other.goto(`${booted.endpoint}/console/${path}`);
      await other.locator(".connection-live").waitFor();
      await other.locator("main h1").first().waitFor({ state: "attached" });
      found.push(...(await violations(other)).map((violation) => `${path}: ${violation}`));
      const overflow = await other.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (Number(overflow) > 0) found.push(`${path}: ${overflow} px wider than the window`);
      if (path === "" && width === 390) await picture(other, "narrow");
    }
    await other.context().close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

test("the page is walked by keyboard: the skip link first, then the views", async () => {
  await page.goto(`${booted.endpoint}/console/`);
  await at.card().waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("main");
});

test("the browser had nothing to complain of", () => {
  expect(opened.complaints).toEqual([]);
});
