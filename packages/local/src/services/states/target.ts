import type { Random } from "../../world/random.ts";
import type { Aliases } from "./aliases.ts";
import { machineOf } from "./aliases.ts";
import type { Machines, StoredMachine } from "./machines.ts";

/** What an execution is started from. */
export interface Origin {
  readonly machine: StoredMachine;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

/** By the ARN of a machine, of a version, or of an alias, which leads to one of its versions by weight. */
export function originOf(
  machines: Machines,
  aliases: Aliases,
  random: Random,
  arn: string | undefined,
): Origin {
  if (arn === undefined || machineOf(arn) === arn) return { machine: machines.get(arn) };
  const alias = aliases.find(arn);
  if (!alias) {
    const { machine } = machines.version(arn);
    return { machine, versionArn: arn };
  }
  const [first, second] = alias.routes;
  const chosen = second && random.next() * 100 >= (first?.weight ?? 0) ? second : first;
  const { machine, arn: versionArn } = machines.version(chosen?.stateMachineVersionArn);
  return { machine, versionArn, aliasArn: arn };
}
