import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Operations } from "../service.ts";
import { type Aliases, machineOf } from "./aliases.ts";
import type { Machines } from "./machines.ts";
import { listVersions, publishVersion } from "./versions.ts";

interface State {
  readonly machines: Machines;
  readonly aliases: Aliases;
}

/** The operations on versions and aliases. */
export function versioning(world: World, of: (region: string) => State) {
  return {
    PublishStateMachineVersion: (input, { region }) => {
      const kept = of(region).machines.kept(input.stateMachineArn);
      return publishVersion(kept, kept.current, input, new Date(world.clock.now()));
    },
    ListStateMachineVersions: (input, { region }) =>
      listVersions(of(region).machines.kept(input.stateMachineArn), input),
    DeleteStateMachineVersion: ({ stateMachineVersionArn: arn = "" }, { region }) => {
      const { machines, aliases } = of(region);
      const names = aliases.of(arn);
      if (names.length > 0)
        throw new AwsError(
          "ConflictException",
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names.join(", ")}]`,
        );
      const kept = machines.all().find(({ current }) => current.arn === machineOf(arn));
      // Deleting what is not there is no error.
      kept?.published.delete(Number(arn.split(":").at(-1)));
      return {};
    },
    CreateStateMachineAlias: (input, { region }) => of(region).aliases.create(input),
    UpdateStateMachineAlias: (input, { region }) => of(region).aliases.update(input),
    DescribeStateMachineAlias: (input, { region }) => of(region).aliases.describe(input),
    DeleteStateMachineAlias: (input, { region }) => of(region).aliases.delete(input),
    ListStateMachineAliases: (input, { region }) => of(region).aliases.list(input),
  } satisfies Operations<"states">;
}
