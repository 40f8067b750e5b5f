/**
 * `npm run check:health -- <url>`: whether the application answers, and answers well, as a load balancer and a user see it.
 * Waits for it, since a deployment may still be starting tasks. Exits with 1 and what the last answers were otherwise.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { urlAndNumbers } from "./arguments.ts";
import { ask, askJson } from "./ask.ts";

const { url, numbers } = urlAndNumbers("npm run check:health -- <url> [--seconds 300]", { seconds: 300 });

/** Open WebUI answers every path that it does not know with its page, so each is held to its own shape. */
const checks: Readonly<Record<string, () => Promise<unknown>>> = {
  "/": () => ask(new URL("/", url)),
  // The process answers.
  "/health": () => askJson(new URL("/health", url), z.object({ status: z.literal(true) })),
  // Start-up is done, and database and cache answer.
  "/ready": () => askJson(new URL("/ready", url), z.object({ status: z.literal(true) })),
  "/api/version": () => askJson(new URL("/api/version", url), z.object({ version: z.string() })),
};

const deadline = Date.now() + numbers.seconds * 1000;
for (;;) {
  const results = await Promise.all(Object.values(checks).map(faultOf));
  const faults = results.filter((fault) => fault !== undefined);
  if (faults.length === 0) break;
  if (Date.now() > deadline) {
    for (const fault of faults) console.error(fault);
    process.exit(1);
  }
  await sleep(2_000);
}
console.log(`${url.origin} answers well at ${Object.keys(checks).join(", ")}`);

async function faultOf(check: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
