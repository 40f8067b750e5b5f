import type { Hazards, TaskProcess, TaskSpec } from "../world/plane/plane.ts";
import type { Random } from "../world/random.ts";
import type { World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import { cutBetween } from "./cuts.ts";
import type { Fault } from "./kinds.ts";
import { slowest } from "./regions.ts";

/** What the faults do to the data plane. */
export function planeHazards(
  { clock, background }: Pick<World, "clock" | "background">,
  book: Book,
): Hazards & {
  readonly crashTasks: (entry: Entry<Fault<"task-crash">>) => void;
  readonly running: ReadonlyMap<TaskSpec, TaskProcess>;
} {
  const running = new Map<TaskSpec, TaskProcess>();

  const crash = ({ fault, chance, ...rest }: Entry<Fault<"task-crash">>): void => {
    const { service, region, tasks } = fault;
    const theirs = [...running].filter(([spec]) => spec.region === region && spec.service === service);
    for (const [spec, process] of pick(theirs, tasks, chance)) {
      book.strikes({ fault, chance, ...rest }, `${spec.arn} of ${service}`);
      void process.stop(0);
    }
  };

  return {
    running,
    listenerDark: (region, from) => {
      const cut = cutBetween(book, from, region) ?? trafficDark(book, region);
      return cut !== undefined && book.strikes(cut, `a request from ${from ?? "users"} in ${region}`);
    },
    listenerSlow: (region) => {
      const slow = slowest(book, region);
      return slow && book.strikes(slow, `a request in ${region}`) ? slow.fault.seconds * 1000 : 0;
    },
    taskDark: (spec) => {
      const dark = book.standing("zone-dark").find(({ fault }) => fault.zone === spec.zone);
      return dark !== undefined && book.strikes(dark, `a way to ${spec.arn}`);
    },
    behaviour: (spec, revision) => {
      const [entry] = book
        .standing("image-misbehaves")
        .filter(({ fault }) => fault.repository === spec.image.repository)
        .filter(({ fault }) => (fault.region ?? regionOf(spec)) === regionOf(spec))
        .filter(
          ({ fault }) => (fault.revision ?? revision) === revision || fault.revision === spec.image.digest,
        );
      return entry && book.strikes(entry, `${spec.arn} as ${revision}`) ? entry.fault.behaviour : undefined;
    },
    started: (spec, process) => {
      running.set(spec, process);
      void process.exited.then(() => running.delete(spec));
    },
    crashTasks: (entry) => {
      background("a task crashes", async () => {
        if (entry.from > clock.now()) await clock.sleep(entry.from - clock.now());
        if (book.active().includes(entry)) crash(entry);
        book.remove(entry.id);
      });
    },
  };
}

const trafficDark = (book: Book, region: string) =>
  book.standing("region-dark").find(({ fault }) => fault.plane === "data" && fault.region === region);

/** By the task's ARN. */
const regionOf = ({ arn }: TaskSpec): string => arn.split(":")[3] ?? "";

/** Some of many, by chance. */
export function pick<T>(many: readonly T[], count: number, chance: Random): T[] {
  const left = [...many];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [one] = left.splice(Math.floor(chance.next() * left.length), 1);
    return one;
  }).flatMap((one) => (one === undefined ? [] : [one]));
}
