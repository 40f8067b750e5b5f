import type { World } from "../../world/world.ts";
import { repeat } from "./expression/repeat.ts";
import { invoke } from "./invoke.ts";
import { nextDue, type Schedule } from "./schedule.ts";

/** Lets schedules run, each in a loop of its own that ends with the schedule or the cloud. */
export class Runner {
  readonly #world: World;
  readonly #stopped: AbortSignal;
  readonly #running = new Map<string, AbortController>();
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
    if (schedule.state === "DISABLED") return;
    const own = new AbortController();
    this.#running.set(schedule.arn, own);
    const { clock } = this.#world;
    const signal = AbortSignal.any([own.signal, this.#stopped]);
    const next = (after: number) => nextDue(schedule, after);
    // From just before: a rate without a start date is due at once.
    const from = clock.now() - 1;
    this.#world.background(`schedule ${schedule.name}`, () =>
      repeat(clock, next, from, signal, (due) => this.#turn(schedule, due, own.signal)),
    );
  }

  end({ arn }: Schedule): void {
    this.#running.get(arn)?.abort(new DOMException("the schedule changed", "AbortError"));
    this.#running.delete(arn);
  }

  #turn(schedule: Schedule, due: number, changed: AbortSignal): void {
    this.#world.background(`schedule ${schedule.name} to ${schedule.destination.arn}`, async () => {
      try {
        await invoke(this.#world, schedule, due, this.#stopped);
      } finally {
        if (!changed.aborted && nextDue(schedule, due) === undefined) this.#completed(schedule);
      }
    });
  }
}
