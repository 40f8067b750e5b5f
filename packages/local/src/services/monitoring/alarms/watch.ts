import { runs } from "../../../world/links.ts";
import type { World } from "../../../world/world.ts";
import type { MetricStore } from "../metrics/store.ts";
import {
  type Alarm,
  type AlarmState,
  type AnyAlarm,
  breaches,
  type CompositeAlarm,
  intervalOf,
} from "./alarm.ts";
import { announce } from "./announce.ts";
import { nameOf } from "./composite/alarm.ts";
import { type Cause, compositeReason, compositeReasonData } from "./composite/reason.ts";
import { holds } from "./composite/rule.ts";
import { datapoints, samplesOf } from "./datapoints.ts";
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
  readonly #telling = new Set<string>();

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

  /** Puts an alarm into another state, tells of it and looks at the composite alarms on it; the same state tells nothing. */
  change(alarm: AnyAlarm, next: Omit<AlarmState, "updated" | "transitioned">): void {
    const now = this.#world.clock.now();
    const changed = alarm.state.value !== next.value;
    const state = { ...next, updated: now, transitioned: changed ? now : alarm.state.transitioned };
    const after: AnyAlarm = { ...alarm, state };
    this.#alarms.put(after);
    if (!changed) return;
    this.#alarms.record({ alarm: after, at: now, happened: { kind: "StateUpdate", from: alarm.state } });
    announce(this.#world, this.#alarms, after, alarm.state);
    this.#tellParents(after);
  }

  /** The state of a composite alarm from its children's, at once, as CloudWatch does. */
  compose(alarm: CompositeAlarm, cause: Cause): void {
    const found = alarm.children.flatMap((name) => this.#alarms.find(name) ?? []);
    const stateOf = (child: string) => this.#alarms.find(nameOf(child))?.state.value;
    const value = holds(alarm.rule, stateOf) ? "ALARM" : "OK";
    if (value === alarm.state.value) return;
    const triggering = "child" in cause ? [cause.child] : found;
    this.change(alarm, {
      value,
      reason: compositeReason(alarm, value, cause),
      reasonData: compositeReasonData(triggering),
      triggering,
    });
  }

  /** An alarm above that is being told already is left alone: rules that go in a circle are not evaluated, as on AWS. */
  #tellParents(child: AnyAlarm): void {
    this.#telling.add(child.name);
    for (const parent of this.#alarms.parentsOf(child.name))
      if (!this.#telling.has(parent.name)) this.compose(parent, { child });
    this.#telling.delete(child.name);
  }

  async #run(interval: number): Promise<void> {
    const delay = interval === 60_000 ? afterMinute : afterSeconds;
    const { clock } = this.#world;
    for (;;) {
      await clock.sleep(interval - ((clock.now() - delay) % interval), this.#signal);
      const due = this.#alarms.onMetrics().filter((alarm) => intervalOf(alarm) === interval);
      if (due.length === 0) break;
      for (const alarm of due) this.#evaluate(alarm);
    }
    this.#running.delete(interval);
  }

  #evaluate(alarm: Alarm): void {
    if (!runs(this.#world.links, alarm.region)) return;
    const now = this.#world.clock.now();
    const points = datapoints(this.#store, alarm, now);
    const breaching = points.map(({ value }) => (value === undefined ? undefined : breaches(alarm, value)));
    const value = evaluate(breaching, alarm.rule, alarm.state.value);
    if (value === alarm.state.value) return;
    const decided = decisive(alarm, points);
    this.change(alarm, {
      value,
      reason: reason(alarm, decided, value, alarm.state.value),
      reasonData: reasonData(alarm, decided, (start) => samplesOf(this.#store, alarm, start), now),
    });
  }
}
