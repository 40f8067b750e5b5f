import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../cloud.ts";

const suffix = ".asl.json";

/** Creates a Standard state machine of each *.asl.json in the folder, named after its file. Throws naming the file. */
export async function deployMachines(
  { world }: Cloud,
  region: string,
  folder: string,
): Promise<readonly string[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith(suffix));
  if (files.length === 0) throw new Error(`${folder} has no file named *${suffix}`);
  const arns: string[] = [];
  for (const file of files.toSorted()) {
    const name = file.slice(0, -suffix.length);
    const definition = readFileSync(join(folder, file), "utf8");
    const roleArn = `arn:aws:iam::${world.account}:role/${name}`;
    const caller = { region, principal: { kind: "person" } } as const;
    try {
      const made = await world.call("states", "CreateStateMachine", { name, roleArn, definition }, caller);
      arns.push(made.stateMachineArn ?? "");
    } catch (cause) {
      throw new Error(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
  return arns;
}
