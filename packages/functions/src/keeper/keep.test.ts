import { leaseMs, longestStopMs, renewEveryMs } from "@signalbox/core/failover/lease";
import type { TableEpochs } from "@signalbox/core/failover/writing";
import { virtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { type Keeper, keep } from "./keep.ts";

const places = { regions: ["us-east-1", "eu-west-1", "ap-southeast-1"].map((region) => ({ region })) };
const lost = ["eu-west-1"].map((region) => ({ epoch: 1, region, run: "r", owner: "o", at: "2026-11-22" }));
const ours: TableEpochs[] = [[], [], []];

/** Runs a keeper of us-east-1 whose tables answer so; answers what it told, and when it ended by itself. */
async function kept(ask: (at: number) => Promise<readonly TableEpochs[]>, ms = 600_000) {
  const clock = virtualClock(0);
  const states: [number, string][] = [];
  const stopped = new AbortController();
  const keeper: Keeper = {
    clock,
    region: "us-east-1",
    places,
    stopMs: longestStopMs,
    ask: () => ask(clock.now()),
    tell: (state) => states.push([clock.now(), state]),
    signal: stopped.signal,
  };
  let endedAt: number | undefined;
  void keep(keeper).then(() => {
    endedAt ??= clock.now();
  });
  await clock.run(clock.sleep(ms));
  const ended = endedAt;
  stopped.abort();
  return { states, endedAt: ended };
}

test("a lease that is renewed never ends, and begins with the first answer", async () => {
  const { states, endedAt } = await kept(async () => ours);
  expect(states[0]).toEqual([0, "waits"]);
  expect(states.slice(1)).toEqual([[0, "holds"]]);
  expect(endedAt).toBeUndefined();
});

test("a keeper ends so long before its lease that all containers have stopped within it", async () => {
  const { endedAt = Number.NaN } = await kept(async (at) => (at < 100_000 ? ours : [lost, lost, undefined]));
  const lastSentAt = 3 * renewEveryMs;
  expect(endedAt).toBeGreaterThan(lastSentAt);
  expect(endedAt + longestStopMs).toBeLessThan(lastSentAt + leaseMs);
});

test.each([
  ["tables that say nothing", async () => [undefined, undefined, undefined]],
  ["an error nobody thought of", async () => Promise.reject(new Error("EPROTO"))],
  ["an answer that never comes", () => new Promise<never>(() => {})],
] as const)("%s renew nothing", async (_, silence) => {
  const { endedAt } = await kept(async (at) => (at < 10_000 ? ours : await silence()));
  expect(endedAt).toBe(leaseMs - longestStopMs - 10_000);
});

test("half a minute of silence stops nobody", async () => {
  const { endedAt, states } = await kept(async (at) =>
    at >= 30_000 && at < 60_000 ? [undefined, undefined, []] : ours,
  );
  expect(endedAt).toBeUndefined();
  expect(states.filter(([, state]) => state === "unsure").map(([at]) => at)).toEqual([30_000]);
  expect(states.at(-1)).toEqual([60_000, "holds"]);
});

test("where another region writes, it waits, and the task does not begin", async () => {
  const { states, endedAt } = await kept(async () => [lost, lost, lost]);
  expect(states).toEqual([[0, "waits"]]);
  expect(endedAt).toBeUndefined();
});
