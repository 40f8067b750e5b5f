import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { Database } from "./logins.ts";
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

interface Surroundings {
  readonly secretsManager: SecretsManagerClient;
  readonly ssm: SSMClient;
  /** The cluster behind a host, as a rotation needs it. */
  readonly databaseAt: (host: string, database: string) => Database;
}

/** What Secrets Manager calls, on AWS and on a laptop. */
export const rotationHandler =
  (environment: () => unknown, { secretsManager, ssm, databaseAt }: Surroundings) =>
  async (event: unknown): Promise<void> => {
    const { ADMIN_SECRET, USER_SECRETS, DATABASE_NAME, ...hosts } = Environment.parse(environment());
    const host = await servingHost(ssm, {
      connection: hosts.CONNECTION,
      restored: hosts.RESTORED_CLUSTERS,
      deployed: hosts.DATABASE_HOST,
    });
    await rotate(RotationEvent.parse(event), {
      secretsManager,
      database: databaseAt(host, DATABASE_NAME),
      adminSecret: ADMIN_SECRET,
      userSecrets: USER_SECRETS,
    });
  };
