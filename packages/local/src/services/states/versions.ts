import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { pageOf } from "./constraint.ts";
import type { StoredMachine } from "./machines.ts";

/** A machine as it was when it was published; it never changes. */
export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly description: string | undefined;
  readonly creationDate: Date;
  readonly machine: StoredMachine;
}

/** The versions of one machine; numbers are never used again. */
export interface Versions {
  readonly published: Map<number, Version>;
  last: number;
}

/** Publishes the machine as it is; the same again where this revision is published already. */
export function publish(
  versions: Versions,
  machine: StoredMachine,
  description: string | undefined,
  now: Date,
): Version {
  const newest = [...versions.published.values()].at(-1);
  if (newest && newest.machine === machine) {
    if (description === undefined || description === newest.description) return newest;
    throw new AwsError(
      "ConflictException",
      `Version '${newest.number}' of this state machine was published from the same revision with another description.`,
    );
  }
  const number = ++versions.last;
  const version = { arn: `${machine.arn}:${number}`, number, description, creationDate: now, machine };
  versions.published.set(number, version);
  return version;
}

export function publishVersion(
  versions: Versions,
  machine: StoredMachine,
  input: Input<"states", "PublishStateMachineVersion">,
  now: Date,
): Output<"states", "PublishStateMachineVersion"> {
  const current = machine.revisionId ?? "INITIAL";
  if (input.revisionId !== undefined && input.revisionId !== current)
    throw new AwsError(
      "ConflictException",
      `Failed to publish the State Machine version for revision ${input.revisionId}. The current State Machine revision is ${current}.`,
    );
  const { arn, creationDate } = publish(versions, machine, input.description, now);
  return { stateMachineVersionArn: arn, creationDate };
}

/** The newest first, as on AWS. */
export function listVersions(
  versions: Versions,
  input: Input<"states", "ListStateMachineVersions">,
): Output<"states", "ListStateMachineVersions"> {
  const { items, nextToken } = pageOf([...versions.published.values()].toReversed(), input);
  return {
    stateMachineVersions: items.map(({ arn, creationDate }) => ({
      stateMachineVersionArn: arn,
      creationDate,
    })),
    ...(nextToken && { nextToken }),
  };
}
