import type { Statement } from "@signalbox/core/workflow/statement";
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

/**
 * The account's roles, and whom an access key stands for. Signatures are not verified: who knows a key is its owner.
 * IAM itself is not emulated: a role that nobody created here, such as one of someone else's project, may do everything.
 */
export interface Roles {
  /** Creates the role or replaces its policy. */
  createRole(role: Role): void;
  /** Keys of one session of a role, as AssumeRole gives them; they do not expire. `from` is the region that it acts from. */
  credentialsFor(roleArn: string, session: string, from?: string): Credentials;
  /** A key that was issued here stands for its role; any other, or none, for a person. */
  principalOf(accessKeyId: string | undefined): Principal;
  /** The role's policy; everything for a role that nobody created. */
  statementsOf(roleArn: string): readonly Statement[];
}

export function createRoles(random: Random): Roles {
  const roles = new Map<string, Role>();
  const principals = new Map<string, Principal>();
  return {
    createRole(role) {
      roles.set(role.arn, role);
    },
    credentialsFor(roleArn, session, from) {
      const accessKeyId = `ASIA${random.hex(16).toUpperCase()}`;
      principals.set(accessKeyId, { kind: "role", arn: roleArn, session, ...(from && { from }) });
      return { accessKeyId, secretAccessKey: random.hex(40), sessionToken: random.hex(64) };
    },
    principalOf: (accessKeyId) =>
      (accessKeyId === undefined ? undefined : principals.get(accessKeyId)) ?? { kind: "person" },
    statementsOf: (roleArn) => roles.get(roleArn)?.statements ?? everything,
  };
}

const everything: readonly Statement[] = [{ actions: ["*"], resources: ["*"] }];
