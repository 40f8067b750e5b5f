import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { typed } from "@signalbox/cli/program.fixture";
import { type Booted, boot } from "@signalbox/local/boot";
import { PlatformDocument } from "@signalbox/local/deploy/document";
import { realClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPlanned, surgeOf } from "./planned-metrics.fixture.ts";

let cloud: Booted;
const folder = mkdtempSync(join(tmpdir(), "signalbox-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The laptop whose Ollama AWS's scaling owns: the planner only says what it would do. */
const onlySaid = (document: PlatformDocument): PlatformDocument =>
  PlatformDocument.parse(
    JSON.parse(JSON.stringify(document).replaceAll('\\"owned\\":true', '\\"owned\\":false')),
  );

beforeAll(async () => {
  const options = { clock: realClock(20), port: 0, seed: 1, requestsPerSecond: 0.1, policy: {} };
  cloud = await boot({ ...options, rehearsals: false, change: onlySaid });
  const service = { name: "ollama", part: "ollama-blue", usdPerHour: 1 };
  await publishPlanned(cloud.world, cloud.platform, service, surgeOf(90), 30);
});
afterAll(() => cloud.stop());

/** Types a command at the booted cloud, in this process. */
const signalbox = (...args: string[]) => typed(args, { SIGNALBOX_ENDPOINT: cloud.endpoint });

test("a person sees what the planner wants now, who sets the number, and what it costs", async () => {
  const wanted = async () =>
    JSON.parse((await signalbox("scale", "status", "--json")).out)[0].decision?.wanted;
  await expect.poll(wanted, { timeout: 100_000 }).toBeGreaterThan(0);
  const { code, out } = await signalbox("scale", "status", "ollama");
  expect(code).toBe(0);
  expect(out).toContain("only said: AWS's scaling sets the number of its tasks");
  expect(out).toMatch(/^wanted +[12] replicas, as of /m);
  expect(out).toMatch(/^cost +\$0\.12 an hour, \$\d+\.\d+ today, \$87\.60 a month at this rate$/m);
  expect(out).toMatch(/^last run +none yet$/m);
}, 120_000);

test("what stood is compared with what the planner would have had, and drawn", async () => {
  const plot = join(folder, "shadow.svg");
  const { code, out } = await signalbox("scale", "shadow", "ollama", "--hours", "3", "--plot", plot);
  expect(code).toBe(0);
  expect(out).toMatch(/^AWS's scaling +\d+\.\d +\$\d+\.\d\d +[1-9]\d* /m);
  expect(out).toMatch(/^the planner +\d+\.\d /m);
  expect(out).toMatch(/^Measured: [1-9]\d* minutes in which requests waited longer than 5 s/m);
  expect(out.replaceAll(/\s+/g, " ")).toMatch(
    /the planner [\d.]+ replica-\w+ more; at \d\d:\d\d demand kept/,
  );
  expect(readFileSync(plot, "utf8").match(/<polyline/g)).toHaveLength(2);
  const [told] = JSON.parse((await signalbox("scale", "shadow", "--json")).out);
  expect(told.planner.lateMinutes).toBeLessThan(told.had.lateMinutes);
}, 60_000);

test.each([
  [["status", "nosuch"], 2, "nobody plans the replicas of nosuch"],
  [["status", "olama"], 2, "did you mean ollama?"],
  [["shadow", "open-webui"], 2, "there is ollama"],
  [["shadow", "--hours", "400"], 2, "CloudWatch keeps minutes for 15 days"],
  [["shadow", "--plot", "/nowhere/shadow.svg"], 1, "name a file in a folder that is there"],
  [["status", "--region", "eu-west-1"], 1, "has no platform"],
])("what cannot be told is refused with what helps: %j", async (args, code, help) => {
  const told = await signalbox("scale", ...args);
  expect(told.err).toContain(help);
  expect(told).toMatchObject({ code, out: "" });
});
