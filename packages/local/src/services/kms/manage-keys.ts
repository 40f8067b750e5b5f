import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Key, pendingDeletion } from "./key.ts";
import type { Keys } from "./keys.ts";

const day = 86_400_000;

export function createKey(keys: Keys, input: Input<"kms", "CreateKey">): Output<"kms", "CreateKey"> {
  refuseUnsupported("CreateKey", input, [
    "Description",
    "Policy",
    "Tags",
    "KeyUsage",
    "KeySpec",
    "MultiRegion",
  ]);
  const { KeyUsage = "ENCRYPT_DECRYPT", KeySpec = "SYMMETRIC_DEFAULT", MultiRegion = false } = input;
  if (KeyUsage !== "ENCRYPT_DECRYPT" || KeySpec !== "SYMMETRIC_DEFAULT" || MultiRegion)
    throw new AwsError("NotImplementedException", "the local cloud has symmetric keys of one region alone", {
      statusCode: 501,
    });
  const key = keys.make(input.Description ?? "", input.Policy ?? "");
  for (const { TagKey = "", TagValue = "" } of input.Tags ?? []) key.tags.set(TagKey, TagValue);
  return { KeyMetadata: key.metadata };
}

export function setEnabled(key: Key, enabled: boolean): void {
  if (key.metadata.KeyState === "PendingDeletion") throw pendingDeletion(key.metadata.Arn);
  key.metadata = { ...key.metadata, Enabled: enabled, KeyState: enabled ? "Enabled" : "Disabled" };
}

/** The key waits 7 to 30 days, and nobody can use it meanwhile. */
export function scheduleKeyDeletion(
  key: Key,
  { PendingWindowInDays: days = 30 }: Input<"kms", "ScheduleKeyDeletion">,
  now: Date,
): Output<"kms", "ScheduleKeyDeletion"> {
  if (days < 7 || days > 30)
    throw new AwsError("ValidationException", `PendingWindowInDays must be between 7 and 30: ${days}`);
  if (key.metadata.KeyState === "PendingDeletion") throw pendingDeletion(key.metadata.Arn);
  const DeletionDate = new Date(now.getTime() + days * day);
  key.metadata = { ...key.metadata, Enabled: false, KeyState: "PendingDeletion", DeletionDate };
  return {
    KeyId: key.metadata.Arn,
    DeletionDate,
    KeyState: "PendingDeletion",
    PendingWindowInDays: days,
  };
}

/** The key is there again, disabled. */
export function cancelKeyDeletion(key: Key): Output<"kms", "CancelKeyDeletion"> {
  const { DeletionDate, ...metadata } = key.metadata;
  if (DeletionDate === undefined)
    throw new AwsError("KMSInvalidStateException", `${metadata.Arn} is not pending deletion.`);
  key.metadata = { ...metadata, Enabled: false, KeyState: "Disabled" };
  return { KeyId: metadata.Arn };
}

export function listKeys(keys: Keys, input: Input<"kms", "ListKeys">): Output<"kms", "ListKeys"> {
  const { items, nextToken } = page(keys.all(), input.Marker, input.Limit ?? 100);
  return {
    Keys: items.map(({ metadata }) => ({ KeyId: metadata.KeyId, KeyArn: metadata.Arn })),
    Truncated: nextToken !== undefined,
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}
