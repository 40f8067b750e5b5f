import { randomBytes } from "node:crypto";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { type Database, Login, users } from "./logins.ts";

/** What Secrets Manager calls with, https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export const RotationEvent = z.object({
  Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
  SecretId: z.string().min(1),
  ClientRequestToken: z.string().min(1),
});
export type RotationEvent = z.output<typeof RotationEvent>;

export interface Rotation {
  readonly secretsManager: SecretsManagerClient;
  readonly database: Database;
  /** Secret of the user that may make others. */
  readonly adminSecret: string;
  /** Secret of each user, in the order of `users`, for RDS Proxy, which knows a user by a secret of its own. Or none. */
  readonly userSecrets: readonly string[];
}

/**
 * One step of a rotation in which two users take turns: the one that tasks have now stays as it is until the next rotation,
 * so that no task is shut out by this one. Every step is safe to be done again. Throws a RangeError for a version that is
 * not being rotated.
 */
export async function rotate(
  { Step, SecretId, ClientRequestToken: token }: RotationEvent,
  { secretsManager, database, adminSecret, userSecrets }: Rotation,
): Promise<void> {
  const { VersionIdsToStages: stages = {} } = await secretsManager.send(
    new DescribeSecretCommand({ SecretId }),
  );
  if (stages[token]?.includes("AWSCURRENT")) return;
  if (!stages[token]?.includes("AWSPENDING"))
    throw new RangeError(`${SecretId} is not being rotated to version ${token}`);

  const read = async (secret: string, version: { VersionId: string } | { VersionStage: string }) => {
    const { SecretString } = await secretsManager.send(
      new GetSecretValueCommand({ SecretId: secret, ...version }),
    );
    return Login.parse(JSON.parse(SecretString ?? ""));
  };
  const current = () => read(SecretId, { VersionStage: "AWSCURRENT" });
  const pending = () => read(SecretId, { VersionId: token });

  switch (Step) {
    case "createSecret": {
      const made = await pending().catch((error: unknown) => {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      });
      if (made) return;
      const { username } = await current();
      const next: Login = Login.parse({
        username: users.find((user) => user !== username),
        password: randomBytes(36).toString("base64url"),
      });
      await put(secretsManager, SecretId, next, { ClientRequestToken: token, VersionStages: ["AWSPENDING"] });
      return;
    }
    case "setSecret": {
      const logins = [await current(), await pending()];
      // The current one as well: the first rotation is what makes the users.
      await database.allow(await read(adminSecret, { VersionStage: "AWSCURRENT" }), logins);
      for (const login of logins) {
        const secret = userSecrets[users.indexOf(login.username)];
        if (secret) await put(secretsManager, secret, login);
      }
      return;
    }
    case "testSecret":
      await database.check(await pending());
      return;
    case "finishSecret": {
      const before = Object.keys(stages).find((version) => stages[version]?.includes("AWSCURRENT"));
      await secretsManager.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: token,
          ...(before && { RemoveFromVersionId: before }),
        }),
      );
    }
  }
}

async function put(
  secretsManager: SecretsManagerClient,
  SecretId: string,
  login: Login,
  version: { ClientRequestToken?: string; VersionStages?: string[] } = {},
): Promise<void> {
  await secretsManager.send(
    new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(login), ...version }),
  );
}
