import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { postgres } from "./logins.ts";
import { RotationEvent, rotate } from "./rotate.ts";
import { servingHost } from "./serving-host.ts";

const Environment = z.object({
  ADMIN_SECRET: z.string().startsWith("arn:"),
  /** ARNs in the order of the users, with commas between them; empty without RDS Proxy. */
  USER_SECRETS: z.string().transform((text) => text.split(",").filter(Boolean)),
  /** Of the deployment's own cluster. */
  DATABASE_HOST: z.string().min(1),
  CONNECTION: z.string().min(1),
  RESTORED_CLUSTERS: z.string().min(1),
  DATABASE_NAME: z.string().min(1),
});

const secretsManager = new SecretsManagerClient({});
const ssm = new SSMClient({});

/** Called by Secrets Manager, once for each step; what it throws fails the rotation, which is tried again. */
export async function handler(event: unknown): Promise<void> {
  const { ADMIN_SECRET, USER_SECRETS, DATABASE_NAME, ...hosts } = Environment.parse(process.env);
  const host = await servingHost(ssm, {
    connection: hosts.CONNECTION,
    restored: hosts.RESTORED_CLUSTERS,
    deployed: hosts.DATABASE_HOST,
  });
  await rotate(RotationEvent.parse(event), {
    secretsManager,
    database: postgres({ host, database: DATABASE_NAME, tls: true }),
    adminSecret: ADMIN_SECRET,
    userSecrets: USER_SECRETS,
  });
}
