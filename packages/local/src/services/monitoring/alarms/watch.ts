import type { World } from "../../../world/world.ts";
import type { MetricStore } from "../metrics/store.ts";
import { type Alarm, type AlarmState, breaches, intervalOf } from "./alarm.ts";
import { announce } from "./announce.ts";
import { datapoints } from "./datapoints.ts";
import { evaluate } from "./evaluate.ts";
import { decisive, reason, reasonData } from "./reason.ts";
import type { Alarms } from "./registry.ts";

/**
 * How long after the end of a minute its alarms are evaluated, so that metrics published for that minute (the load
 * balancer's come 2 s late) are seen. AWS's sample event shows 40 s. High-resolution alarms wait one second.
 */
const afterMinute = 5000;
const afterSeconds = 1000;

/** Evaluates a region's alarms, each as often as its period says; runs only while there are such alarms. */
export class Watch {
  readonly #world: World;
  readonly #store: MetricStore;
  readonly #alarms: Alarms;
  readonly #signal: AbortSignal;
  readonly #running = new Set<number>();

  constructor(world: World, store: MetricStore, alarms: Alarms, signal: AbortSignal) {
    this.#world = world;
    this.#store = store;
    this.#alarms = alarms;
    this.#signal = signal;
  }

  /** Begins to evaluate alarms of this interval, unless it does already. */
  start(interval: number): void {
    if (this.#running.has(interval) || this.#signal.aborted) return;
    this.#running.add(interval);
    this.#world.background("evaluation of alarms", () => this.#run(interval));
  }

  /** Puts an alarm into another state and tells of it; the same state again tells nothing. */
  change(alarm: Alarm, next: Omit<AlarmState, "updated" | "transitioned">): void {
    const now = this.#world.clock.now();
    const changed = alarm.state.value !== next.value;
    const transitioned = changed ? now : alarm.state.transitioned;
    const after = this.#alarms.change(alarm, { ...next, updated: now, transitioned });
    if (changed) announce(this.#world, after, alarm.state);
  }

  async #run(interval: number): Promise<void> {
    const delay = interval === 60_000 ? afterMinute : afterSeconds;
    const { clock } = this.#world;
    for (;;) {
      await clock.sleep(interval - ((clock.now() - delay) % interval), this.#signal);
      const due = this.#alarms.list().filter((alarm) => intervalOf(alarm) === interval);
      if (due.length === 0) break;
      for (const alarm of due) this.#evaluate(alarm);
    }
    this.#running.delete(interval);
  }

  #evaluate(alarm: Alarm): void {
    const now = this.#world.clock.now();
    const points = datapoints(this.#store, alarm, now);
    const breaching = points.map(({ value }) => (value === undefined ? undefined : breaches(alarm, value)));
    const value = evaluate(breaching, alarm.rule, alarm.state.value);
    if (value === alarm.state.value) return;
    const decided = decisive(alarm, points);
    this.change(alarm, {
      value,
      reason: reason(alarm, decided, value, alarm.state.value),
      reasonData: reasonData(alarm, decided, now),
    });
  }
}
