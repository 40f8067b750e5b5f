import { suggestion } from "@signalbox/core/closest";
import { NamedError } from "@signalbox/core/error";
import type { Guard } from "../gate/gate.ts";
import type { BackupHazards } from "../services/backup/hazards.ts";
import type { EcsHazards } from "../services/ecs/hazards.ts";
import type { LoadBalancerHazards } from "../services/elasticloadbalancing/hazards.ts";
import type { LambdaHazards } from "../services/lambda/hazards.ts";
import type { ConnectedWorld } from "../world/create.ts";
import { backupHazards } from "./backups.ts";
import { Book, type Entry, type Strike } from "./book.ts";
import { callFaults } from "./calls.ts";
import { faultyEvents } from "./events.ts";
import { gpuHazards } from "./gpus.ts";
import { planeHazards } from "./hazards.ts";
import type { Fault } from "./kinds.ts";
import { lambdaCrashes } from "./lambda-crashes.ts";
import { faultyLinks } from "./links.ts";
import { faultyMetrics } from "./metrics.ts";
import { parseFault } from "./parse.ts";
import { ReadMemory } from "./read-memory.ts";
import { regionFaults } from "./regions.ts";
import { spotInterruptions } from "./spot.ts";

/** A fault that is not over, as people see it. */
export type ActiveFault = Fault & { readonly id: string; readonly strikes: number };

/**
 * What goes wrong in a local cloud, and what has. The same seed and the same faults at the same times give the same run
 * in virtual time.
 */
export interface Faults {
  /** Answers the fault's id. Throws `Fault.Invalid` with what was probably meant. */
  add(fault: unknown): string;
  /** Mends it. Throws `Fault.Unknown` when there is none of this id. */
  remove(id: string): void;
  active(): ActiveFault[];
  /** The newest strikes, oldest first. */
  struck(): Strike[];
}

/** The faults of one cloud, and the places where they take effect. */
export interface FaultyWorld {
  readonly faults: Faults;
  /** The world for services: events and metrics pass the faults. */
  readonly world: ConnectedWorld;
  /** In this order, before the services. */
  readonly guards: readonly Guard[];
  readonly loadBalancers: LoadBalancerHazards;
  readonly lambda: LambdaHazards;
  readonly backups: BackupHazards;
  readonly ecs: EcsHazards;
}

export function faultyWorld(real: ConnectedWorld): FaultyWorld {
  const { clock, regions } = real;
  const now = (): number => clock.now();
  const book = new Book(now, real.random.fork("faults"));
  const crashes = lambdaCrashes(book);
  const hazards = planeHazards(real, book);
  const between = faultyLinks(real, book);
  const { links } = between;
  real.plane.endanger?.(hazards);
  const interrupt = spotInterruptions(real, book, hazards.running);

  const faults: Faults = {
    add: (written) => {
      const entry = book.add(parseFault(written, regions));
      if (isTaskCrash(entry)) hazards.crashTasks(entry);
      if (isInterruption(entry)) interrupt(entry);
      between.added(entry);
      return entry.id;
    },
    remove: (id) => {
      if (book.remove(id)) {
        between.removed();
        return;
      }
      const there = book.active().map((entry) => entry.id);
      throw new NamedError("Fault.Unknown", `there is no fault ${id}: ${suggestion(id, there)}`);
    },
    active: () => book.active().map(({ id, strikes, fault }) => ({ ...fault, id, strikes })),
    struck: () => book.struck(),
  };
  return {
    faults,
    world: {
      ...real,
      links,
      events: faultyEvents({ ...real, links }, book, real.events),
      metrics: faultyMetrics({ ...real, links }, book, real.metrics),
    },
    guards: [regionFaults(real, book, links), callFaults(real, book, new ReadMemory(now)), crashes.guard],
    loadBalancers: {
      lagMs: (name) => {
        const [entry] = book
          .standing("weights-lag")
          .filter(({ fault }) => (fault.loadBalancer ?? name) === name);
        return entry && book.strikes(entry, `a change of ${name}`) ? entry.fault.seconds * 1000 : 0;
      },
    },
    lambda: crashes.lambda,
    backups: backupHazards(book),
    ecs: gpuHazards(book),
  };
}

const isTaskCrash = (entry: Entry): entry is Entry<Fault<"task-crash">> => entry.fault.kind === "task-crash";

const isInterruption = (entry: Entry): entry is Entry<Fault<"spot-interruption">> =>
  entry.fault.kind === "spot-interruption";
