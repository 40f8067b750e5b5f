import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Machine } from "../../engine/definition/compile.ts";
import type { Execution, SavedExecution } from "../../engine/execution.ts";
import type { Tokens } from "../../engine/tokens.ts";
import type { Regional } from "../regional.ts";
import type { Memory } from "../service.ts";
import type { Tags } from "../tags.ts";
import type { Activities } from "./activities.ts";
import type { Alias, Aliases } from "./aliases.ts";
import { compiled } from "./definition.ts";
import type { Executions, Started } from "./executions.ts";
import type { Machines, StoredMachine } from "./machines.ts";
import type { Version } from "./versions.ts";

interface State {
  readonly machines: Machines;
  readonly aliases: Aliases;
  readonly activities: Activities;
  readonly executions: Executions;
  readonly tokens: Tokens;
}

type SavedMachine = Omit<StoredMachine, "machine">;

interface SavedVersions {
  readonly current: SavedMachine;
  readonly tags: Tags;
  readonly last: number;
  readonly versions: readonly (Omit<Version, "machine"> & { readonly machine: SavedMachine })[];
}

/** What does not change once an execution has begun. */
type Beginning = Omit<Started, "execution" | "machine"> & { readonly machine: SavedMachine };
type Standing = Omit<SavedExecution, "events">;

/** Histories are saved in pieces of this many events, of which only the last still changes. */
const pieceOf = 256;

/** Machines with versions and aliases, activities, executions, used tokens. Client tokens of redrives are not kept. */
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
      for (const [region, { machines, aliases, activities, executions, tokens }] of of.known()) {
        const put = (kind: string, part: unknown, ...id: (string | number)[]): void => {
          parts.set(JSON.stringify([kind, region, ...id]), part);
        };
        put("tokens", tokens.expired());
        const machineOf = (machine: StoredMachine) => once(machine, () => savedMachine(machine));
        for (const { current, tags, last, published } of machines.all()) {
          const versions = [...published.values()].map(({ machine, ...version }) => ({
            ...version,
            machine: machineOf(machine),
          }));
          put("machine", { current: machineOf(current), tags, last, versions }, current.arn);
        }
        for (const alias of aliases.all()) put("alias", alias, alias.arn);
        put("activities", activities.all());
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
      const machines = new Map<SavedMachine, StoredMachine>();
      /** Compiled once for each definition, of which most executions have the same. */
      const compiledMachines = new Map<string, Machine>();
      const revived = (saved: SavedMachine): StoredMachine => {
        const { definition, type } = saved;
        const machine = compiledMachines.get(definition) ?? compiled(definition, type);
        compiledMachines.set(definition, machine);
        const stored = machines.get(saved) ?? { ...saved, machine };
        machines.set(saved, stored);
        return stored;
      };
      const find = (...key: (string | number)[]): unknown => parts.get(JSON.stringify(key));
      for (const [key, part] of parts) {
        const [kind, region, arn = ""]: [string, string, string?] = JSON.parse(key);
        const state = of(region);
        // Each part as `save` gave it, here and below.
        if (kind === "tokens") state.tokens.restore(part as readonly string[]);
        if (kind === "activities") state.activities.restore(part as ReturnType<Activities["all"]>);
        if (kind === "alias") state.aliases.restore(part as Alias);
        if (kind === "machine") {
          const { current, tags, last, versions } = part as SavedVersions;
          const published = versions.map((version) => ({ ...version, machine: revived(version.machine) }));
          state.machines.restore({
            current: revived(current),
            tags,
            last,
            published: new Map(published.map((version) => [version.number, version])),
          });
        }
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
