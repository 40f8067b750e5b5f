import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { postgres } from "./logins.ts";
import { rotationHandler } from "./rotation-handler.ts";

/** Called by Secrets Manager, once for each step; what it throws fails the rotation, which is tried again. */
export const handler = rotationHandler(() => process.env, {
  secretsManager: new SecretsManagerClient({}),
  ssm: new SSMClient({}),
  databaseAt: (host, database) => postgres({ host, database, tls: true }),
});
