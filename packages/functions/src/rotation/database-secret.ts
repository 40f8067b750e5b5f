import { createHash } from "node:crypto";
import { NamedError } from "@signalbox/core/error";
import { namesOf } from "@signalbox/core/platform/names";
import { readSecret } from "../aws/replica-secret.ts";
import type { StepContext } from "../context.ts";

/** The secret by which tasks log in to the database, and the version that this run makes. Throws `Runbook.NotThisWay`. */
export async function rotationHere({
  aws,
  platform,
  visit,
}: StepContext): Promise<{ secret: string; token: string }> {
  const secret = namesOf(platform).secret("database");
  const { primary, rotates } = await readSecret(aws.secretsManager, secret);
  if (primary !== undefined && primary !== platform.region)
    throw new NamedError("Runbook.NotThisWay", `${secret} is a copy here: start it in ${primary}`);
  if (!rotates)
    throw new NamedError(
      "Runbook.NotThisWay",
      `nothing rotates ${secret} here: a deployment gives it a rotation in the primary region alone`,
    );
  return {
    secret,
    token: createHash("sha256").update(visit.execution).digest("hex").slice(0, 32),
  };
}
