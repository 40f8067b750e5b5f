import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";
import { readService, readTaskDefinition } from "../release/allow.ts";

/** What `readParts` calls. It reads no value of any secret, and may not. */
export const readPartsAllows: readonly Permission[] = [
  readService,
  readTaskDefinition,
  anywhere("states:ListStateMachines", "secretsmanager:ListSecrets"),
  on("stateMachine", "states:DescribeStateMachine"),
  on("stageParameters", "ssm:GetParametersByPath"),
  on("stageSecrets", "secretsmanager:DescribeSecret"),
  on("backupDocuments", "s3:GetObject", "s3:ListBucket"),
];
