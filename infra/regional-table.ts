/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

export interface RegionalTableArgs {
  readonly name: string;
  /** Partition key, then sort key; both texts. */
  readonly keys: readonly [string] | readonly [string, string];
  /** Attribute with the second since 1970 from which a record may go. */
  readonly expiry: string;
  readonly keyArn: $util.Input<string>;
}

/** A table of this region alone: a global one answers with the last writer, and so is no lock. */
export const regionalTable = (
  scope: Scope,
  thing: string,
  { name, keys, expiry, keyArn }: RegionalTableArgs,
) =>
  new aws.dynamodb.Table(
    scope.id(thing),
    {
      name,
      billingMode: "PAY_PER_REQUEST",
      attributes: keys.map((key) => ({ name: key, type: "S" })),
      hashKey: keys[0],
      ...(keys[1] !== undefined && { rangeKey: keys[1] }),
      ttl: { attributeName: expiry, enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      deletionProtectionEnabled: scope.config.permanent,
    },
    kept(scope),
  );
