import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Booted, boot } from "@signalbox/local/boot";
import { realClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, test } from "vitest";

let cloud: Booted;

beforeAll(async () => {
  cloud = await boot({ clock: realClock(20), port: 0, seed: 1, requestsPerSecond: 1, policy: {} });
});
afterAll(() => cloud.stop());

test.each([
  ["health", ["--seconds", "60"]],
  ["load", ["--requests-per-second", "20", "--seconds", "1", "--p95-seconds", "30"]],
  ["smoke", []],
])("the pipeline's check of %s passes on the laptop's application", async (name, words) => {
  const child = spawn(process.execPath, [`scripts/checks/${name}.ts`, cloud.applicationUrl, ...words], {
    env: { PATH: process.env.PATH, PROBE_EMAIL: "probe@example.com", PROBE_PASSWORD: "any" },
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  const [code] = await once(child, "close");
  expect({ code, said: code === 0 ? "" : said }).toEqual({ code: 0, said: "" });
});
