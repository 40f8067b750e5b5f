import type { Input, Output } from "../service.ts";
import { tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";
import { invalidCombination } from "./errors.ts";
import { snapshotIn, snapshotMustBeAvailable } from "./find.ts";
import { keyIn } from "./keys.ts";
import { regionOf } from "./names.ts";
import { addSnapshot, describeSnapshot, take } from "./snapshots.ts";
import type { RegionState } from "./state.ts";

/**
 * Copies a snapshot within a region, or into the one that is asked from another. An encrypted one needs a key of its new
 * region; that AWS calls the lack of one InvalidParameterCombination is not documented.
 */
export async function copyDBClusterSnapshot(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "CopyDBClusterSnapshot">,
): Promise<Output<"rds", "CopyDBClusterSnapshot">> {
  const { SourceDBClusterSnapshotIdentifier: given = "", CopyTags = false, Tags = [] } = input;
  const sourceRegion = regionOf(given, state.region);
  const source = snapshotIn(environment.at(sourceRegion), given);
  snapshotMustBeAvailable(source);
  const { facts } = source;
  if (facts.StorageEncrypted && input.KmsKeyId === undefined && sourceRegion !== state.region)
    throw invalidCombination(
      "KmsKeyId must be specified to copy an encrypted DB cluster snapshot to another Region.",
    );
  const encrypted = facts.StorageEncrypted || input.KmsKeyId !== undefined;
  const copy = addSnapshot(environment, state, input.TargetDBClusterSnapshotIdentifier, {
    source: { kind: "snapshot", name: source.database },
    tags: [...(CopyTags ? tagList(source.tags) : []), ...Tags],
    facts: {
      ...facts,
      SourceDBClusterSnapshotArn: source.arn,
      StorageEncrypted: encrypted,
      KmsKeyId: encrypted
        ? await keyIn(environment.world, state.region, input.KmsKeyId ?? facts.KmsKeyId)
        : undefined,
    },
  });
  copy.status = "copying";
  take(environment, state, copy);
  return { DBClusterSnapshot: describeSnapshot(copy) };
}
