/**
 * `npm run check:health -- <url>`: whether the application answers, and answers well, as a load balancer and a user see it.
 * Waits for it, since a deployment may still be starting tasks. Exits with 1 and what the last answers were otherwise.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { urlAndNumbers } from "./arguments.ts";

const { url, numbers } = urlAndNumbers("npm run check:health -- <url> [--seconds 300]", { seconds: 300 });

/** Open WebUI's: the process answers, start-up is done and the database answers, the page's own version. */
const paths = ["/health", "/ready", "/api/version"];

const deadline = Date.now() + numbers.seconds * 1000;
for (;;) {
  const answers = await Promise.all(paths.map(async (path) => ({ path, answer: await ask(path) })));
  const bad = answers.filter(({ answer }) => answer !== "200");
  if (bad.length === 0) break;
  if (Date.now() > deadline) {
    for (const { path, answer } of bad) console.error(`${url.origin}${path}: ${answer}`);
    process.exit(1);
  }
  await sleep(2_000);
}
console.log(`${url.origin} answers 200 at ${paths.join(", ")}`);

async function ask(path: string): Promise<string> {
  try {
    const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
