/**
 * `npm run check:load -- <url>`: steady requests for a while, sent when they are due however slow the answers are. Exits
 * with 1 when one is lost or answered other than 200, or when the p95 of the time to the first byte is too long. All come from one
 * address: WAF answers 429 beyond `edge.requestsPerFiveMinutes`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { urlAndNumbers } from "./arguments.ts";

const { url, numbers } = urlAndNumbers(
  "npm run check:load -- <url> [--requests-per-second 20] [--seconds 60] [--p95-seconds 2]",
  { "requests-per-second": 20, seconds: 60, "p95-seconds": 2 },
);

/** What a browser asks for without a login. */
const paths = ["/", "/api/config", "/api/version", "/health"];

const total = Math.round(numbers["requests-per-second"] * numbers.seconds);
const firstBytes: number[] = [];
const failures = new Map<string, number>();
const open = new Set<Promise<void>>();

const started = performance.now();
for (let sent = 0; sent < total; sent++) {
  const wait = started + (sent * 1000) / numbers["requests-per-second"] - performance.now();
  if (wait > 0) await sleep(wait);
  const request = send(paths[sent % paths.length] ?? "/").finally(() => open.delete(request));
  open.add(request);
  if (sent % Math.ceil(total / 10) === 0)
    console.error(`${sent} of ${total} sent, ${failures.size} kinds of failure`);
}
await Promise.all(open);

const sorted = firstBytes.toSorted((one, two) => one - two);
const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
console.log(`${total} sent, ${sorted.length} answered well, p95 of the first byte ${p95.toFixed(3)} s`);
for (const [what, count] of failures) console.error(`${count} × ${what}`);
if (failures.size > 0 || p95 > numbers["p95-seconds"]) process.exit(1);

async function send(path: string): Promise<void> {
  const at = performance.now();
  try {
    const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(30_000) });
    const seconds = (performance.now() - at) / 1000;
    await response.arrayBuffer(); // a stream that is cut off counts too
    if (response.status === 200) firstBytes.push(seconds);
    else count(`${response.status} at ${path}`);
  } catch (error) {
    count(`${error instanceof Error ? error.message : String(error)} at ${path}`);
  }
}

function count(what: string): void {
  failures.set(what, (failures.get(what) ?? 0) + 1);
}
