import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { postgres } from "./logins.ts";
import { RotationEvent, rotate } from "./rotate.ts";

const Environment = z.object({
  ADMIN_SECRET: z.string().startsWith("arn:"),
  /** ARNs in the order of the users, with commas between them; empty without RDS Proxy. */
  USER_SECRETS: z.string().transform((text) => text.split(",").filter(Boolean)),
  DATABASE_HOST: z.string().min(1),
  DATABASE_NAME: z.string().min(1),
});

const secretsManager = new SecretsManagerClient({});

/** Called by Secrets Manager, once for each step; what it throws fails the rotation, which is tried again. */
export async function handler(event: unknown): Promise<void> {
  const { ADMIN_SECRET, USER_SECRETS, DATABASE_HOST, DATABASE_NAME } = Environment.parse(process.env);
  await rotate(RotationEvent.parse(event), {
    secretsManager,
    database: postgres({ host: DATABASE_HOST, database: DATABASE_NAME, tls: true }),
    adminSecret: ADMIN_SECRET,
    userSecrets: USER_SECRETS,
  });
}
