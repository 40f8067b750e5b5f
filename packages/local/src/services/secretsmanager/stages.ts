import type { Input, Output } from "../service.ts";
import { invalidParameter, notFound } from "./error.ts";
import { attach, current, holderOf, type Secret } from "./secret.ts";

/** Moves a staging label; the caller must name the version that has it, so that two callers cannot cross. */
export function updateVersionStage(
  secret: Secret,
  input: Input<"secretsmanager", "UpdateSecretVersionStage">,
): Output<"secretsmanager", "UpdateSecretVersionStage"> {
  const { VersionStage: stage = "", RemoveFromVersionId: from, MoveToVersionId: to } = input;
  const holder = holderOf(secret, stage);
  if (from !== undefined && holder?.id !== from)
    throw invalidParameter(
      `The parameter RemoveFromVersionId must be the version that has the staging label ${stage}; ${from} has not.`,
    );
  if (to === undefined) {
    if (stage === current)
      throw invalidParameter(
        `You can only move staging label ${current} to a different secret version. It can't be completely removed.`,
      );
    holder?.stages.delete(stage);
    return { ARN: secret.arn, Name: secret.name };
  }
  const target = secret.versions.get(to);
  if (!target) throw notFound(`the specified secret value for VersionId: ${to}`);
  if (holder && holder !== target && from === undefined)
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  attach(secret, stage, target);
  return { ARN: secret.arn, Name: secret.name };
}
