import { serialize } from "node:v8";
import type { Guard } from "../gate/gate.ts";
import type { Parts, Service } from "../services/service.ts";
import type { WorldClock } from "../world/clock.ts";
import { realTime } from "../world/clock.ts";
import { hasEffect, type KeptCall, keptCall } from "./kept-call.ts";
import type { Change, Store } from "./store.ts";

/** Real milliseconds between writes while no call has an effect: what happens by itself is repeated if it is lost. */
const everyMs = 1000;

/** Carries a cloud over the end of its process: nobody hears of an effect before it is in the store. */
export interface Keeper {
  /** Stands innermost: an answer goes out, even into a fault that loses it, once what it tells of is written. */
  readonly guard: Guard;
  /** Gives the services their state back; false where the store is empty. */
  restore(): Promise<boolean>;
  /** Begins to write; with the first write go `values`, which `Store.value` reads. */
  start(values: Readonly<Record<string, unknown>>): Promise<void>;
  /** Goes on with what was under way when the last process ended. */
  carryOn(): void;
  /** Writes a last time, before the services stop. */
  stop(): Promise<void>;
}

/** What was last written of a part: `value` for the comparison by identity, `bytes` for that by content. */
interface Written {
  readonly value: unknown;
  readonly bytes: Buffer;
}

export function keeper(store: Store, services: readonly Service[], clock: WorldClock): Keeper {
  const kept = services.filter(({ memory }) => memory);
  const written = new Map<string, Map<string, Written>>(kept.map(({ name }) => [name, new Map()]));
  const stopped = new AbortController();
  let calls: KeptCall[] = [];
  let values: Readonly<Record<string, unknown>> = {};
  let writing: Promise<void> | undefined;
  let started = false;

  const writeNow = (): void => {
    const change = { put: [], gone: [], calls, values: { ...values, time: timeOf(clock) } };
    for (const { name, memory } of kept)
      compare(name, memory?.save() ?? new Map(), written.get(name) ?? new Map(), change);
    store.write(change);
    calls = [];
    values = {};
  };
  /** One write for all who ask in this turn; after the turn, so that all promises which could settle have. */
  const write = (): Promise<void> => {
    writing ??= clock.hold(
      new Promise<void>((resolve, reject) => {
        setImmediate(() => {
          writing = undefined;
          try {
            writeNow();
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      }),
    );
    return writing;
  };
  const loop = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(everyMs * Math.min(clock.factor, 1000), stopped.signal);
      await write();
    }
  };

  return {
    guard: async (call, next) => {
      const answer = await next(call);
      if (!started || stopped.signal.aborted) return answer;
      // What executions have come to is read from answers too, and must not be taken back by a restart.
      if (!hasEffect(call) && call.service !== "states") return answer;
      if (hasEffect(call)) calls.push(keptCall(call, clock.now()));
      await write();
      return answer;
    },
    restore: async () => {
      if (store.value("time") === undefined) return false;
      for (const { name, memory } of kept) {
        const parts = store.parts(name);
        for (const [key, value] of parts) written.get(name)?.set(key, { value, bytes: serialize(value) });
        await memory?.restore(parts);
      }
      for (const { memory } of kept) memory?.resume?.();
      return true;
    },
    start: async (first) => {
      started = true;
      values = first;
      await write();
      void loop().catch((error: unknown) => {
        if (!stopped.signal.aborted) throw error;
      });
    },
    carryOn: () => {
      for (const { memory } of kept) memory?.carryOn?.();
    },
    stop: async () => {
      if (started) await write();
      stopped.abort(new DOMException("the local cloud stops", "AbortError"));
    },
  };
}

function timeOf(clock: WorldClock): { world: number; real: number } {
  return { world: clock.now(), real: realTime() };
}

/** Adds to `change` what is not as it was written, and remembers it as written. */
function compare(
  service: string,
  parts: Parts,
  written: Map<string, Written>,
  change: { put: Change["put"][number][]; gone: Change["gone"][number][] },
): void {
  for (const key of written.keys()) {
    if (parts.has(key)) continue;
    written.delete(key);
    change.gone.push({ service, key });
  }
  for (const [key, value] of parts) {
    const before = written.get(key);
    if (before && before.value === value) continue;
    const bytes = serialize(value);
    written.set(key, { value, bytes });
    if (!before?.bytes.equals(bytes)) change.put.push({ service, key, value: bytes });
  }
}
