import type { Statement } from "@signalbox/core/workflow/statement";
import { AwsError } from "../services/error.ts";
import type { Principal } from "../services/service.ts";
import type { Random } from "../world/random.ts";

export interface Role {
  /** arn:aws:iam::<account>:role/<name> */
  readonly arn: string;
  readonly statements: readonly Statement[];
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The account's roles, and whom an access key stands for. Signatures are not verified: who knows a key is its owner. */
export interface Roles {
  /** Creates the role or replaces its policy. */
  createRole(role: Role): void;
  /** Keys of one session of a role, as AssumeRole gives them; they do not expire. Throws NoSuchEntity. */
  credentialsFor(roleArn: string, session: string): Credentials;
  /** A key that was issued here stands for its role; any other, or none, for a person. */
  principalOf(accessKeyId: string | undefined): Principal;
  /** The role's policy; none for a role that does not exist. */
  statementsOf(roleArn: string): readonly Statement[];
}

export function createRoles(random: Random): Roles {
  const roles = new Map<string, Role>();
  const principals = new Map<string, Principal>();
  return {
    createRole(role) {
      roles.set(role.arn, role);
    },
    credentialsFor(roleArn, session) {
      if (!roles.has(roleArn))
        throw new AwsError("NoSuchEntity", `The role with ARN ${roleArn} cannot be found.`, {
          statusCode: 404,
        });
      const accessKeyId = `ASIA${random.hex(16).toUpperCase()}`;
      principals.set(accessKeyId, { kind: "role", arn: roleArn, session });
      return { accessKeyId, secretAccessKey: random.hex(40), sessionToken: random.hex(64) };
    },
    principalOf: (accessKeyId) =>
      (accessKeyId === undefined ? undefined : principals.get(accessKeyId)) ?? { kind: "person" },
    statementsOf: (roleArn) => roles.get(roleArn)?.statements ?? [],
  };
}
