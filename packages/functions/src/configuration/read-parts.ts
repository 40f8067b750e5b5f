import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";
import { mergedConfigKey } from "@signalbox/core/backup/configuration/merged-config";
import { namesOf } from "@signalbox/core/platform/names";
import { z } from "zod";
import { readDocument } from "../aws/document.ts";
import { readParameters } from "../aws/parameters.ts";
import { readSecretsMetadata } from "../aws/secrets-metadata.ts";
import { readMachines } from "../aws/state-machines.ts";
import { placesOf } from "../backup/places.ts";
import type { StepContext } from "../context.ts";
import { readTaskDefinitions } from "./read-task-definitions.ts";

/** The configuration of the region as it is now: metadata of secrets, never a value. */
export async function readParts(context: StepContext): Promise<ConfigurationParts> {
  const { aws, platform } = context;
  const { prefix } = namesOf(platform);
  const bucket = placesOf(context).documents;
  const config = await readDocument({ client: aws.s3, bucket, key: mergedConfigKey }, z.looseObject({}));
  return {
    ...(config && { config }),
    platform,
    machines: await readMachines(aws.sfn, `${prefix}-`),
    taskDefinitions: await readTaskDefinitions(context),
    parameters: await readParameters(aws.ssm, `/${prefix}`),
    secrets: await readSecretsMetadata(aws.secretsManager, `${prefix}/`),
  };
}
