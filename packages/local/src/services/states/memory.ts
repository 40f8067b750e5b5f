import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Execution, SavedExecution } from "../../engine/execution.ts";
import type { Tokens } from "../../engine/tokens.ts";
import type { Regional } from "../regional.ts";
import type { Memory } from "../service.ts";
import { compiled } from "./definition.ts";
import type { Executions, Started } from "./executions.ts";
import type { Machines, StoredMachine } from "./machines.ts";

interface State {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly tokens: Tokens;
}

type SavedMachine = Omit<StoredMachine, "machine">;
/** What does not change once an execution has begun. */
type Beginning = Omit<Started, "execution" | "machine"> & { readonly machine: SavedMachine };
type Standing = Omit<SavedExecution, "events">;

/** Histories are saved in pieces of this many events, of which only the last still changes. */
const pieceOf = 256;

/** Machines, executions, used tokens. Client tokens of redrives are not kept. */
export function memory(of: Regional<State>): Memory {
  const kept = new WeakMap<object, unknown>();
  /** The same part again for the same thing. */
  const once = <T>(thing: object, make: () => T): T => {
    const part = (kept.get(thing) ?? make()) as T; // a thing has one kind of part
    kept.set(thing, part);
    return part;
  };
  return {
    save: () => {
      const parts = new Map<string, unknown>();
      for (const [region, { machines, executions, tokens }] of of.known()) {
        const put = (kind: string, part: unknown, ...id: (string | number)[]): void => {
          parts.set(JSON.stringify([kind, region, ...id]), part);
        };
        put("tokens", tokens.expired());
        for (const machine of machines.all())
          put(
            "machine",
            once(machine, () => savedMachine(machine)),
            machine.arn,
          );
        for (const started of executions.all()) {
          const { arn, execution } = started;
          put(
            "begun",
            once(started, () => beginning(started)),
            arn,
          );
          put(
            "stands",
            execution.end ? once(execution.end, () => standing(execution)) : standing(execution),
            arn,
          );
          for (const [index, piece] of pieces(execution.history.events).entries())
            put("history", piece.length < pieceOf ? piece : once(piece[0] ?? piece, () => piece), arn, index);
        }
      }
      return parts;
    },
    restore: (parts) => {
      const machines = new Map<string, StoredMachine>();
      const revived = (saved: SavedMachine): StoredMachine => {
        const known = machines.get(saved.definition);
        const machine = known?.machine ?? compiled(saved.definition, "STANDARD");
        const stored = { ...saved, machine };
        machines.set(saved.definition, stored);
        return stored;
      };
      const find = (...key: (string | number)[]): unknown => parts.get(JSON.stringify(key));
      for (const [key, part] of parts) {
        const [kind, region, arn = ""]: [string, string, string?] = JSON.parse(key);
        const state = of(region);
        // Each part as `save` gave it, here and below.
        if (kind === "tokens") state.tokens.restore(part as readonly string[]);
        if (kind === "machine") state.machines.restore(revived(part as SavedMachine));
        if (kind !== "begun") continue;
        const events: HistoryEvent[] = [];
        for (let index = 0; ; index++) {
          const piece = find("history", region, arn, index) as readonly HistoryEvent[] | undefined;
          if (!piece) break;
          events.push(...piece);
        }
        const begun = part as Beginning;
        const stands = find("stands", region, arn) as Standing;
        state.executions.restore({ ...begun, machine: revived(begun.machine) }, { ...stands, events });
      }
    },
    carryOn: () => {
      for (const { executions } of of.known().values()) executions.carryOn();
    },
  };
}

function savedMachine({ machine: _, ...saved }: StoredMachine): SavedMachine {
  return saved;
}

const beginning = ({ execution: _, machine, ...begun }: Started): Beginning => ({
  ...begun,
  machine: savedMachine(machine),
});

const standing = ({ startDate, frame, end, redriven }: Execution): Standing => ({
  startDate,
  frame,
  end,
  redriven,
});

function pieces(events: readonly HistoryEvent[]): HistoryEvent[][] {
  return Array.from({ length: Math.ceil(events.length / pieceOf) }, (_, index) =>
    events.slice(index * pieceOf, (index + 1) * pieceOf),
  );
}
