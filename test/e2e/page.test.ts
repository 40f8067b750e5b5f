import { readPlanned } from "@signalbox/core/scaling/status/read";
import { ledgerReader } from "@signalbox/local/doors/console/ledger-reader";
import { expect } from "vitest";
import { publishPlanned, surgeOf } from "../workflows/planned-metrics.fixture.ts";
import { open, picture, violations } from "./browser.fixture.ts";
import { factor } from "./cloud.fixture.ts";
import { executionOf } from "./console.fixture.ts";
import { patience, test } from "./page-test.fixture.ts";
import { failingExecution } from "./redrive.fixture.ts";

test("a browser is led to the page, which says LOCAL and which clock", async ({ at, page }) => {
  await at.card().waitFor();
  expect(new URL(page.url()).pathname).toBe("/console/");
  const banner = await page.getByRole("banner").textContent();
  expect(banner).toContain("LOCAL");
  expect(banner).toContain(`accelerated: ${factor} × real time`);
});

test("regions without a platform say so and show the next command", async ({ page }) => {
  await page.getByRole("link", { name: "us-west-2" }).click();
  await page.getByText("Nothing is deployed in us-west-2").waitFor();
  expect(await page.getByRole("main").textContent()).toContain("--region us-west-2");
  await page.getByRole("link", { name: "us-east-1" }).click();
});

test("a canary is watched from the push to its promotion", async ({ at, booted, page }) => {
  await at.push("Good");
  await at.reached("baking");
  await at.card().locator("[aria-current=step]", { hasText: "50 %" }).waitFor();
  const half = (share: number): boolean => share > 30 && share < 70;
  await expect.poll(at.seenOfGreen, { timeout: patience }).toSatisfy(half);

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
  await booted.world.clock.hurry(at.card().locator("[aria-current=step]", { hasText: "100 %" }).waitFor());
  await at.reached("baking");
  await picture(page, "overview");
  await at.reached("promoted");
  expect(await at.card().locator(".sentence").textContent()).toContain("was promoted");
});

test("a bad image is rolled back by its alarm, and the page says what to do", async ({ at, page }) => {
  await at.push("Failing");
  await at.view("Alarms").click();
  // The burn of the error budget is metric math, of which no chart is drawn; it may be in ALARM first.
  const alarm = page
    .locator("article.alarm", { has: page.getByText("ALARM", { exact: true }) })
    .filter({ hasText: "-5xx" })
    .first();
  await alarm.waitFor();
  await alarm.locator("canvas").waitFor();
  await picture(page, "alarms");

  await at.view("Overview").click();
  await at.reached("rolled back");
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

test("the executions of the page are filtered in its address", async ({ booted, page }) => {
  await page.goto(`${booted.endpoint}/console/executions?status=FAILED`);
  await page.getByRole("table").waitFor();
  const statuses = await page.locator("tbody tr td:first-child").allInnerTexts();
  expect(new Set(statuses)).toEqual(new Set(["FAILED"]));
  await page.getByLabel("Text").fill("v0.11.2");
  await page.waitForURL(/text=v0\.11\.2/);
  expect(await page.locator("tbody tr").count()).toBe(1);
});

test("an event of a history has an address of its own", async ({ booted, page }) => {
  await page.locator("tbody a").first().click();
  const link = page.getByRole("region", { name: "History events" }).getByRole("link").first();
  const address = await link.getAttribute("href");
  await page.goto(`${booted.endpoint}${address}`);
  await page.locator("tr.chosen").waitFor();
  expect(await page.locator("tr.chosen a").getAttribute("href")).toBe(address);
});

test("a failed execution is redriven, and what succeeded is not run again", async ({ booted, page }) => {
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

test("a backup that is started on the page comes into its class's calendar, and a restore of it is planned", async ({
  at,
  booted,
  page,
}) => {
  await at.view("Backups").click();
  const ofClass = page.getByRole("article", { name: "Class database/daily" });
  await ofClass.getByText("No point yet.").waitFor();
  await ofClass.getByRole("button", { name: "Back up now" }).click();
  const made = ofClass.getByRole("button", { name: /^\w+ [\d-]+: made$/ });
  await booted.world.clock.hurry(made.waitFor());
  await made.click();
  await picture(page, "backups");
  await ofClass.getByRole("button", { name: "Restore it …" }).click();
  await page.getByRole("button", { name: "Show what it would do" }).click();
  const plan = page.getByRole("region", { name: "Plan of the restore" });
  expect(await plan.textContent()).toContain("was itself never restored and checked");
});

test("the view Scaling draws what planner and replicas published, and says what the ledger has", async ({
  at,
  booted: { world, platform },
  page,
}) => {
  const surge = surgeOf(90);
  const end = Math.floor(world.clock.now() / 60_000) * 60_000;
  const service = { name: "ollama", part: "ollama-blue", usdPerHour: 1 };
  await publishPlanned(world, platform, service, surge, 0);
  await at.view("Scaling").click();
  const ollama = page.getByRole("article", { name: "ollama" });
  await ollama.getByText("minutes in figures").click();
  // From before this platform was there: its own planner speaks of each minute since.
  const minute = new Date(end - 50 * 60_000).toISOString().slice(11, 16);
  const row = ollama.getByRole("row", { name: minute });
  await row.waitFor();
  // More than the laptop's Ollama may have: what was published, and nothing that its planner says.
  expect(await row.getByRole("cell").nth(2).textContent()).toBe(String(surge.at(-50)?.wanted));
  await ollama.getByText("minutes in figures").click();
  await ollama.locator("canvas").first().waitFor();
  await page.evaluate("scrollTo(0, 0)");
  await picture(page, "scaling");
  const sentence = async () => {
    const [said] = await readPlanned(ledgerReader(world, platform), platform, world.clock.now());
    return said?.decision?.sentence;
  };
  const shown = () => ollama.locator(".sentence").first().textContent();
  // It speaks each minute.
  await expect.poll(async () => (await shown()) === (await sentence()), { timeout: patience }).toBe(true);
});

test("a fault is made on the page, listed as broken, and mended", async ({ at, page }) => {
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

const views = [
  "",
  "?region=eu-west-1",
  "backups",
  "scaling",
  "executions",
  "events",
  "alarms",
  "start",
  "faults",
];
const looks = [
  { name: "wide and light", colorScheme: "light", width: 1280 },
  { name: "narrow and dark", colorScheme: "dark", width: 390 },
] as const;

test.for(looks)(
  "axe finds nothing on any view, $name, and nothing is cut off",
  async ({ colorScheme, width }, { booted, browser }) => {
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

test("the page is walked by keyboard: the skip link first, then the views", async ({ at, booted, page }) => {
  await page.goto(`${booted.endpoint}/console/`);
  await at.card().waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("main");
});

test("the browser had nothing to complain of", ({ opened }) => {
  expect(opened.complaints).toEqual([]);
});
