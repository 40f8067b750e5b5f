/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import { pascalCase, type Scope } from "./scope";

export interface Replica {
  readonly region: string;
  readonly keyArn: $util.Input<string>;
}

export interface SecretArgs {
  /** kebab-case; becomes part of the secret's name. */
  readonly thing: string;
  readonly description: string;
  readonly keyArn: $util.Input<string>;
  readonly value: $util.Input<string>;
  /** Regions that get a copy under the same name, each under its own key. */
  readonly replicas?: readonly Replica[];
  /** The value belongs to whoever rotates it: a deploy writes the first one, and no other. */
  readonly once?: boolean;
}

/** A secret with its value. Its ARN is known only when the value is there to be read. */
export function secret(
  scope: Scope,
  { thing, description, keyArn, value, replicas = [], once = false }: SecretArgs,
) {
  const id = `${pascalCase(thing)}Secret`;
  const made = new aws.secretsmanager.Secret(
    scope.id(id),
    {
      name: scope.names.secret(thing),
      description,
      kmsKeyId: keyArn,
      replicas: replicas.map(({ region, keyArn: kmsKeyId }) => ({ region, kmsKeyId })),
      // A stage that is made anew finds its names free.
      recoveryWindowInDays: scope.config.permanent ? 30 : 0,
    },
    kept(scope),
  );
  const version = new aws.secretsmanager.SecretVersion(
    scope.id(`${id}Value`),
    { secretId: made.id, secretString: $util.secret(value) },
    kept(scope, once ? { ignoreChanges: ["secretString"] } : {}),
  );
  return { arn: version.arn, value: version.secretString.apply((text) => text ?? "") };
}

/** ARN of the copy in another region: the name and its random end are the same everywhere. */
export const replicaArn = (arn: $util.Output<string>, region: string): $util.Output<string> =>
  arn.apply((text) => text.split(":").with(3, region).join(":"));

/**
 * Letters and digits from Secrets Manager's own generator: a new value each time it is asked, so only for a secret that is
 * written once. Length in characters.
 */
export const randomText = (scope: Scope, length: number): $util.Output<string> =>
  aws.secretsmanager.getRandomPasswordOutput(
    { passwordLength: length, excludePunctuation: true },
    { provider: scope.options().provider },
  ).randomPassword;
