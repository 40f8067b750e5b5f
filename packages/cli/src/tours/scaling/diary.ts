import type { Progress } from "@signalbox/local/traffic/replay/replay";
import type { Colors } from "../../io.ts";
import { lateShare } from "../../render/load.ts";
import { duration, percent } from "../../render/units.ts";
import type { Standing } from "./replicas.ts";

/** One look. */
export interface Look extends Standing {
  /** Milliseconds of the world. */
  readonly at: number;
  /** Of the trace. */
  readonly minute: number;
}

const hourMs = 3_600_000;

/** What was seen of a surge, look by look. */
export class Diary {
  readonly #looks: Look[] = [];
  #paidHours = 0;

  add(look: Look): void {
    const last = this.#looks.at(-1);
    if (last) this.#paidHours += (last.paid * (look.at - last.at)) / hourMs;
    this.#looks.push(look);
  }

  get looks(): readonly Look[] {
    return this.#looks;
  }

  /** Hours of replicas that were paid for, from the order to the end of each. */
  get paidHours(): number {
    return this.#paidHours;
  }

  /** The most that served at once. */
  get mostReady(): number {
    return Math.max(0, ...this.#looks.map(({ ready }) => ready));
  }

  /** The fewest that were wanted after the most had served; undefined where nothing came after it. */
  get fewestAfterwards(): number | undefined {
    const { mostReady } = this;
    const height = this.#looks.findLastIndex(({ ready }) => ready === mostReady);
    const after = this.#looks.slice(height + 1).map(({ wanted }) => wanted);
    return after.length === 0 ? undefined : Math.min(...after);
  }

  /** The minute in which as many serve again as at a look, when a replica was taken back; undefined where none ever did, or none was missed. */
  replacedAfter({ at, ready: before }: Look): number | undefined {
    const after = this.#looks.filter((look) => look.at > at);
    const missed = after.findIndex(({ ready }) => ready < before);
    return missed < 0 ? undefined : after.slice(missed).find(({ ready }) => ready >= before)?.minute;
  }

  get spanHours(): number {
    return ((this.#looks.at(-1)?.at ?? 0) - (this.#looks[0]?.at ?? 0)) / hourMs;
  }
}

export const head = "MINUTE  DEMAND  FORECAST      WANTED  READY  PAID  OPEN  LATE     WAIT P99      COST";

/** Demand and forecast in replicas that they keep busy. */
export function line(look: Look, progress: Progress, usd: number, colors: Colors): string {
  const { decision, minute, wanted, ready, paid } = look;
  const number = (value: number | undefined): string => value?.toFixed(1) ?? "–";
  const band = `${number(decision?.demand.middle)} to ${number(decision?.demand.high)}`;
  const text = [
    `${minute}`.padStart(6),
    number(decision?.demand.now).padStart(6),
    band.padEnd(12),
    `${wanted}`.padStart(6),
    `${ready}`.padStart(5),
    `${paid}`.padStart(4),
    `${progress.inFlight}`.padStart(4),
    percent(lateShare(progress)).padStart(7),
    duration(progress.waitP99).padStart(8),
    `${usd.toFixed(2)} $`.padStart(8),
  ].join("  ");
  return ready < wanted ? colors.yellow(text) : text;
}
