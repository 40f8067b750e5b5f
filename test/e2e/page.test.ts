import type { Booted } from "@signalbox/local/boot";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launch, type Opened, open, picture, violations } from "./browser.fixture.ts";
import { bootForPage } from "./cloud.fixture.ts";
import { failingExecution } from "./redrive.fixture.ts";

let booted: Booted;
let browser: Browser;
let opened: Opened;
let page: Page;

/** The longest that the slowest thing may take: a release that climbs two weights. Real milliseconds. */
const patience = 100_000;

beforeAll(async () => {
  [booted, browser] = await Promise.all([bootForPage(), launch()]);
  opened = await open(browser, booted.endpoint);
  page = opened.page;
  page.setDefaultTimeout(patience);
});

afterAll(async () => {
  await browser?.close();
  await booted?.stop();
});

afterEach(async ({ task }) => {
  // What the page showed says more than which locator waited in vain.
  if (task.result?.state === "fail") console.error(await page.locator("main").first().textContent());
});

const card = () => page.getByRole("article", { name: "open-webui" });
const badge = (text: string) => card().locator("header .badge", { hasText: new RegExp(`^${text}$`) });
const view = (name: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
const push = (image: string) => card().getByRole("button", { name: image, exact: true }).click();

async function decide(action: string, reason: string): Promise<void> {
  await card().getByRole("button", { name: action, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(reason);
  await dialog.getByRole("button", { name: action, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Percent of requests that the green side really gets, as its bar says. */
const seenOfGreen = async (): Promise<number> => {
  const label = await card().locator(".bar-seen").getAttribute("aria-label");
  return Number(/green ([\d.]+) %/.exec(label ?? "")?.[1] ?? 0);
};

test("a browser is led to the page, which says LOCAL and which clock", async () => {
  await card().waitFor();
  expect(new URL(page.url()).pathname).toBe("/console/");
  const banner = await page.getByRole("banner").textContent();
  expect(banner).toContain("LOCAL");
  expect(banner).toContain("accelerated: 15 × real time");
});

test("regions without a platform say so and show the next command", async () => {
  await page.getByRole("link", { name: "us-west-2" }).click();
  await page.getByText("Nothing is deployed in us-west-2").waitFor();
  expect(await page.getByRole("main").textContent()).toContain("--region us-west-2");
  await page.getByRole("link", { name: "us-east-1" }).click();
});

test("a canary is watched from the push to its promotion", async () => {
  await push("Good");
  await card().locator("[aria-current=step]", { hasText: "50 %" }).waitFor();
  await badge("baking").waitFor();
  const seen = await seenOfGreen();
  expect(seen).toBeGreaterThan(30);
  expect(seen).toBeLessThan(70);

  await card()
    .getByRole("link", { name: /open-webui:v0.9.1/ })
    .click();
  await page.locator(".state.pulsing").first().waitFor();
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

  await view("Overview").click();
  await card().locator("[aria-current=step]", { hasText: "100 %" }).waitFor();
  await badge("baking").waitFor();
  await picture(page, "overview");
  await badge("promoted").waitFor();
  expect(await card().locator(".sentence").textContent()).toContain("was promoted");
});

test("a bad image is rolled back by its alarm, and the page says what to do", async () => {
  await push("Failing");
  await view("Alarms").click();
  const alarm = page.locator("article.alarm", { has: page.getByText("ALARM", { exact: true }) }).first();
  await alarm.waitFor();
  await alarm.locator("canvas").waitFor();
  await picture(page, "alarms");

  await view("Overview").click();
  await badge("rolled back").waitFor();
  await card()
    .getByRole("link", { name: /open-webui:v0.9.2/ })
    .click();
  const problem = page.getByRole("region", { name: "Error" }).first();
  await problem.waitFor();
  const text = await problem.textContent();
  expect(text).toContain("Release.AlarmRaised");
  expect(text).toContain("What to do:");
});

test("an abort wants a reason, which stands in the report", async () => {
  await view("Overview").click();
  // While the alarm lasts the next release would be refused, as the page says.
  await card().getByText("every release is refused").waitFor({ state: "detached" });
  await push("Good");
  await badge("baking").waitFor();
  await card().getByRole("button", { name: "Abort", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Abort", exact: true }).click();
  // Without a reason the browser itself holds the form back.
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await decide("Abort", "the demo is over");
  await badge("rolled back").waitFor();
  expect(await card().locator(".sentence").textContent()).toContain("the demo is over");
});

test("a plan is shown before the start, and a gate shows its evidence until a person decides", async () => {
  await view("Start").click();
  await page.getByLabel("image.tag").fill("v0.9.3");
  await page.getByText("Policy: fields that differ").click();
  await page.getByLabel("policy.minimumRequests").fill("1000000");
  await page.getByRole("button", { name: "Show the plan" }).click();
  const plan = page.getByRole("region", { name: "Plan" });
  await plan.waitFor();
  expect(await plan.textContent()).toMatch(/minimumRequests 1000000/);
  expect(await page.locator(".command code").textContent()).toContain("--set minimumRequests=1000000");
  await picture(page, "plan");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("heading", { name: "open-webui:v0.9.3" }).waitFor();

  await view("Overview").click();
  const gate = card().getByRole("region", { name: "Gate of open-webui" });
  await gate.waitFor();
  expect(await gate.textContent()).toMatch(/too few requests for a verdict/);
  expect(await gate.textContent()).toMatch(/rolls back/);
  await picture(page, "gate");
  await decide("Promote fully", "the numbers look right to me");
  await badge("promoted").waitFor();
});

test("the executions of the page are filtered in its address", async () => {
  await page.goto(`${booted.endpoint}/console/executions?status=FAILED`);
  await page.getByRole("table").waitFor();
  const statuses = await page.locator("tbody tr td:first-child").allInnerTexts();
  expect(new Set(statuses)).toEqual(new Set(["FAILED"]));
  await page.getByLabel("Text").fill("v0.9.2");
  await page.waitForURL(/text=v0\.9\.2/);
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
  await page.getByRole("region", { name: "Error" }).first().waitFor();
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
  await view("Break things").click();
  const kind = page.locator("details.fault", { has: page.getByText("zone-dark", { exact: true }) });
  await kind.locator("summary").click();
  await kind.getByLabel("zone").fill("us-east-1f");
  await kind.getByRole("button", { name: "Break" }).click();
  const broken = page.getByRole("region", { name: "Broken now" });
  await broken.getByText("zone-dark").waitFor();
  await broken.getByRole("button", { name: "Mend" }).click();
  await broken.getByText("zone-dark").waitFor({ state: "detached" });
});

/** The address of the execution that released a version, below the page's own. */
async function executionOf(version: string, other: Page): Promise<string> {
  await other.goto(`${booted.endpoint}/console/executions?text=${version}`);
  const href = await other.locator("tbody a").first().getAttribute("href");
  return href?.slice("/console/".length) ?? "";
}

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
    const release = await executionOf("v0.9.2", other);
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
  await card().waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("main");
});

test("the browser had nothing to complain of", () => {
  expect(opened.complaints).toEqual([]);
});
