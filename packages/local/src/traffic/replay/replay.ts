import type { Trace } from "@signalbox/core/scaling/trace";
import type { Serving } from "../../images/ollama/slots.ts";
import { tokensHeader } from "../../images/ollama/tokens.ts";
import type { WorldClock } from "../../world/clock.ts";
import type { Random } from "../../world/random.ts";
import type { Client } from "../client.ts";
import type { UserRequest } from "../request.ts";
import { type Arrival, arrivalsIn } from "./arrivals.ts";
import { type Counted, Tally } from "./tally.ts";

/** A queue of a minute at a hundred requests a second has fewer; a laptop's sockets have a limit. */
const maxInFlight = 4_000;

export interface ReplaySetting {
  readonly clock: WorldClock;
  readonly random: Random;
  readonly client: Client;
  readonly trace: Trace;
  /** Of the trace: the first minute and how many. */
  readonly from: number;
  readonly minutes: number;
  /** Of the trace's requests. */
  readonly share: number;
  /** Seconds of the trace in a second of the world: at 2, twice as many requests a second. */
  readonly speed: number;
  /** Seconds that a request may wait for a slot. */
  readonly objective: number;
  /** How a replica reads and writes. */
  readonly serving: Pick<Serving, "prefillPerSecond" | "secondsPerToken">;
}

export interface Progress extends Counted {
  /** The trace's minute that is being played. */
  readonly minute: number;
  /** Whether all of it was sent and answered. */
  readonly ended: boolean;
}

export interface Replay {
  start(): void;
  progress(): Progress;
  /** All was sent, or `stop` came, and all that was sent has come to its end. */
  readonly ended: Promise<void>;
  /** Sends nothing more. */
  stop(): Promise<void>;
}

const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "Go on." }] });

/** A prompt of that length is told, not sent; and how long the answer shall be. */
const asking = ({ input, output }: Arrival): UserRequest => ({
  kind: "chat",
  method: "POST",
  path: "/api/chat",
  headers: {
    "content-type": "application/json",
    "content-length": `${body.length}`,
    [tokensHeader]: `${input}/${output}`,
  },
  body,
});

/** Plays a trace against a replica's address, open-loop: requests come when they are due, however long others wait. */
export function replay(setting: ReplaySetting): Replay {
  const { clock, client, trace, from, minutes, share, speed, objective } = setting;
  const { prefillPerSecond, secondsPerToken } = setting.serving;
  const chance = setting.random.fork("replay");
  const tally = new Tally(objective);
  const stopping = new AbortController();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const state = { minute: from, sentAll: false, ended: false };

  const settle = (): void => {
    if (!state.sentAll || tally.inFlight > 0 || state.ended) return;
    state.ended = true;
    client.close();
    end();
  };
  const send = (arrival: Arrival): void => {
    if (tally.inFlight >= maxInFlight) {
      tally.skipped();
      return;
    }
    tally.sent();
    client.send(asking(arrival), (answer) => {
      tally.answered(answer, arrival.input / prefillPerSecond + secondsPerToken);
      settle();
    });
  };
  // As the usual traffic: smooth in real time, and in virtual time no more wake-ups than needed.
  const step = clock.kind === "virtual" ? 250 : 10 * clock.factor;
  const run = async (): Promise<void> => {
    const started = clock.now();
    for (const until = from + minutes; state.minute < until; state.minute++) {
      for (const arrival of arrivalsIn(trace, state.minute, share, chance)) {
        const due = started + ((arrival.at - from * 60) / speed) * 1000;
        while (clock.now() < due && !stopping.signal.aborted)
          await clock.sleep(Math.max(step, due - clock.now()), stopping.signal).catch(() => {});
        if (stopping.signal.aborted) break;
        send(arrival);
      }
      const next = started + ((state.minute + 1 - from) * 60_000) / speed;
      await clock.sleep(Math.max(0, next - clock.now()), stopping.signal).catch(() => {});
      if (stopping.signal.aborted) break;
    }
    state.sentAll = true;
    settle();
  };

  return {
    start: () => void run(),
    progress: () => ({ ...tally.counted(), minute: state.minute, ended: state.ended }),
    ended,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
