/// <reference path="../../.sst/platform/config.d.ts" />
import { regionalTable } from "../../infra/regional-table";
import type { Scope } from "../../infra/scope";

/** Where a region's Lambdas keep their records, and what they have done once. */
export function tables(scope: Scope, keyArn: $util.Input<string>): void {
  const { names } = scope;
  regionalTable(scope, "Ledger", { name: names.ledgerTable, keys: ["pk", "sk"], expiry: "expires", keyArn });
  regionalTable(scope, "Idempotency", {
    name: names.idempotencyTable,
    keys: ["id"],
    expiry: "expiration",
    keyArn,
  });
}
