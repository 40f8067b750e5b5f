import type { ConfigurationParts } from "../configuration/document.ts";
import type { Change, PutBackPlan } from "./change.ts";

type Secrets = ConfigurationParts["secrets"];

export interface SecretsThenAndNow {
  /** Metadata of a point of the configuration. */
  readonly recorded: Secrets;
  readonly present: Secrets;
  /** Ids of all versions that Secrets Manager still has, those without a label too, by secret. */
  readonly known: Readonly<Record<string, readonly string[]>>;
}

const current = "AWSCURRENT";

/**
 * What can be had back of secrets, whose values are in no backup: one that waits for its deletion is kept, AWSCURRENT goes back to
 * the version that had it while AWS still has that.
 */
export function planSecrets({ recorded, present, known }: SecretsThenAndNow): PutBackPlan {
  const changes: Change[] = [];
  const told: string[] = [];
  for (const [name, then] of Object.entries(recorded)) {
    const now = present[name];
    if (!now) {
      told.push(
        `secret ${name} is gone for good: no backup has its value. A deploy makes it with a new one; what knew the old has to learn it.`,
      );
      continue;
    }
    const { arn } = now;
    if (now.deletedAt !== undefined && then.deletedAt === undefined)
      changes.push({ kind: "secret-deletion", name, arn });
    if (now.primaryRegion !== undefined && now.primaryRegion !== then.primaryRegion)
      told.push(`secret ${name} is a replica of ${now.primaryRegion} now: it follows, and is changed there.`);
    else {
      const version = versionChange(name, then, now, known[name] ?? []);
      if (typeof version === "string") told.push(version);
      else if (version) changes.push(version);
      for (const { region } of then.replicas)
        if (now.replicas.find((one) => one.region === region)?.status !== "InSync")
          told.push(
            `secret ${name} has no replica in ${region} that is in sync: a deploy replicates it again.`,
          );
    }
  }
  const later = Object.keys(present).filter((name) => !(name in recorded));
  if (later.length > 0) told.push(`secret ${later.join(", ")} came after it and stays.`);
  return { changes, told };
}

/** What leads back to the version that was current, or why nothing does. */
function versionChange(
  name: string,
  then: Secrets[string],
  now: Secrets[string],
  known: readonly string[],
): Change | string | undefined {
  const [was, is] = [holderOf(then), holderOf(now)];
  if (was === undefined || is === undefined || was === is) return undefined;
  // What it opens was given the new value: with the old one nobody gets in.
  if (now.rotates || then.rotates)
    return `secret ${name} was rotated since: version ${is} stays current, since what it opens knows the old one no more.`;
  if (!known.includes(was))
    return `secret ${name}: version ${was}, which was current then, is forgotten by Secrets Manager.`;
  return { kind: "secret-version", name, arn: now.arn, from: is, to: was };
}

const holderOf = ({ versions }: Secrets[string]): string | undefined =>
  Object.entries(versions).find(([, stages]) => stages.includes(current))?.[0];
