import type { WorldClock } from "../world/clock.ts";
import type { Random } from "../world/random.ts";
import type { Client } from "./client.ts";
import { Ledger } from "./ledger.ts";
import { nextRequest } from "./request.ts";

/**
 * A laptop that falls behind must not be buried: 300 requests a second that take 0.2 s each are 60 in flight, so this many
 * mean that answers do not come. What is due then is skipped, and counted.
 */
const maxInFlight = 500;

export interface TrafficSetting {
  readonly clock: WorldClock;
  readonly random: Random;
  readonly client: Client;
  /** Seconds of the clock. */
  readonly requestsPerSecond: number;
  /** What is asked for beside chats, sign-ins and the application's settings. */
  readonly paths: readonly string[];
}

/** Steady, seeded chat traffic. It is open-loop: requests come when they are due, however slow the answers are. */
export interface Traffic {
  readonly ledger: Ledger;
  start(): void;
  /** Sends nothing more; resolves when all that was sent is answered or lost. */
  stop(): Promise<void>;
}

export function traffic({ clock, random, client, requestsPerSecond, paths }: TrafficSetting): Traffic {
  const chance = random.fork("traffic");
  const ledger = new Ledger();
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let idle: (() => void) | undefined;

  const send = (): void => {
    if (ledger.inFlight >= maxInFlight) {
      ledger.skipped();
      return;
    }
    const request = nextRequest(chance, paths);
    ledger.sent();
    client.send(request, (answer) => {
      ledger.answered(request.kind, answer);
      if (ledger.inFlight === 0) idle?.();
    });
  };

  // Real arrivals every 10 ms look smooth; in virtual time each wake-up has a price, and a second is fine enough.
  const step = clock.kind === "virtual" ? 1_000 : 10 * clock.factor;
  const run = async (): Promise<void> => {
    const started = clock.now();
    let due = 0;
    while (!stopping.signal.aborted) {
      await clock.sleep(step, stopping.signal).catch(() => {});
      if (stopping.signal.aborted) return;
      const total = Math.floor(((clock.now() - started) / 1000) * requestsPerSecond);
      for (; due < total; due++) send();
    }
  };

  return {
    ledger,
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
      if (ledger.inFlight > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      client.close();
    },
  };
}
