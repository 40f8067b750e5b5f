import { runs } from "../../world/links.ts";
import type { World } from "../../world/world.ts";
import { invoke } from "./invoke.ts";
import { repeat } from "./repeat.ts";
import { nextDue, type Schedule } from "./schedule.ts";

/** Lets schedules run, each in a loop of its own that ends with the schedule or the cloud. */
export class Runner {
  readonly #world: World;
  readonly #stopped: AbortSignal;
  readonly #running = new Map<string, AbortController>();
  readonly #lastDue = new Map<string, number>();
  /** Hears of schedules that are complete. */
  readonly #completed: (schedule: Schedule) => void;

  constructor(world: World, stopped: AbortSignal, completed: (schedule: Schedule) => void) {
    this.#world = world;
    this.#stopped = stopped;
    this.#completed = completed;
  }

  /** Starts a schedule, new or changed; turns that an earlier form of it began go on. */
  start(schedule: Schedule): void {
    this.end(schedule);
    // From just before it was made: a rate without a start date is due at once.
    this.#run(schedule, schedule.modified.getTime() - 1);
  }

  /** After a restart: a time of its own that came meanwhile is made up for; turns of a rate or cron are not. */
  resume(schedule: Schedule, lastDue: number | undefined): void {
    if (lastDue !== undefined) this.#lastDue.set(schedule.arn, lastDue);
    const once = schedule.timing.kind === "at";
    this.#run(schedule, once ? (lastDue ?? schedule.modified.getTime() - 1) : this.#world.clock.now());
  }

  /** Milliseconds since 1970. */
  lastDue(arn: string): number | undefined {
    return this.#lastDue.get(arn);
  }

  #run(schedule: Schedule, from: number): void {
    if (schedule.state === "DISABLED") return;
    const own = new AbortController();
    this.#running.set(schedule.arn, own);
    const { clock } = this.#world;
    const signal = AbortSignal.any([own.signal, this.#stopped]);
    const next = (after: number) => nextDue(schedule, after);
    this.#world.background(`schedule ${schedule.name}`, () =>
      repeat(clock, next, from, signal, (due) => this.#turn(schedule, due, own.signal)),
    );
  }

  end({ arn }: Schedule): void {
    this.#lastDue.delete(arn);
    this.#running.get(arn)?.abort(new DOMException("the schedule changed", "AbortError"));
    this.#running.delete(arn);
  }

  #turn(schedule: Schedule, due: number, changed: AbortSignal): void {
    this.#lastDue.set(schedule.arn, due);
    if (!runs(this.#world.links, schedule.arn.split(":")[3] ?? "")) return;
    this.#world.background(`schedule ${schedule.name} to ${schedule.destination.arn}`, async () => {
      try {
        await invoke(this.#world, schedule, due, this.#stopped);
      } finally {
        if (!changed.aborted && nextDue(schedule, due) === undefined) this.#completed(schedule);
      }
    });
  }
}
