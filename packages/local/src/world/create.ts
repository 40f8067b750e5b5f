import type { Handle } from "../gate/gate.ts";
import type { ServiceName } from "../services/modules.ts";
import type { Input, OperationName, Output } from "../services/service.ts";
import { channel } from "./channel.ts";
import type { WorldClock } from "./clock.ts";
import type { DatabasePlane } from "./database/database-plane.ts";
import { modelDatabases } from "./database/model/plane.ts";
import type { FilePlane } from "./files/file-plane.ts";
import { memoryFiles } from "./files/memory-files.ts";
import { soundLinks } from "./links.ts";
import type { Plane } from "./plane/plane.ts";
import { random } from "./random.ts";
import type { AwsEvent, Datum, LogRecord, World } from "./world.ts";

export interface WorldSetting {
  readonly clock: WorldClock;
  /** The same seed gives the same run. */
  readonly seed: number;
  readonly plane: Plane;
  /** A model in memory unless said. */
  readonly databases?: DatabasePlane;
  /** In memory unless said. */
  readonly files?: FilePlane;
  readonly regions?: readonly string[];
  /** Twelve digits. */
  readonly account?: string;
  /** Hears what background work and listeners throw; stderr unless said. */
  readonly report?: (label: string, error: unknown) => void;
}

export interface ConnectedWorld extends World {
  /** Sets where `call` goes: services are made of a world, and the gate of services, so it comes last. */
  connect(handle: Handle): void;
}

export function createWorld(setting: WorldSetting): ConnectedWorld {
  const report = setting.report ?? ((label, error) => console.error(`${label}:`, error));
  const chance = random(setting.seed);
  const requestIds = chance.fork("request-ids");
  let handle: Handle = () => {
    throw new Error("this world is not connected to a gate yet: connect(handle) comes before the first call");
  };
  return {
    account: setting.account ?? "123456789012",
    regions: setting.regions ?? ["us-east-1", "us-west-2", "eu-west-1"],
    clock: setting.clock,
    random: chance,
    plane: setting.plane,
    databases: setting.databases ?? modelDatabases(setting.clock),
    files: setting.files ?? memoryFiles(),
    links: soundLinks,
    events: channel<AwsEvent>((error) => report("a listener of events", error)),
    metrics: channel<Datum>((error) => report("a listener of metrics", error)),
    logs: channel<LogRecord>((error) => report("a listener of logs", error)),
    connect: (next) => {
      handle = next;
    },
    call: async <S extends ServiceName, Op extends OperationName<S>>(
      service: S,
      operation: Op,
      input: Input<S, Op>,
      caller: Parameters<World["call"]>[3],
    ) => {
      const context = { ...caller, requestId: requestIds.uuid() };
      // Two casts at the gate, which is untyped inside: both ends are typed by the same command classes.
      const output = await handle({ service, operation, input: input as object, context });
      return output as Output<S, Op>;
    },
    background: (label, work) => {
      void settle(work).catch((error: unknown) => {
        // A loop that `stop` cut off ends with its signal's AbortError: that is no fault.
        if (!(error instanceof Error && error.name === "AbortError")) report(label, error);
      });
    },
  };
}

/** So that what `work` throws before its first await is a rejection too. */
async function settle(work: () => Promise<void>): Promise<void> {
  await work();
}
