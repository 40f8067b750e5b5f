/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

/**
 * Options of a resource that holds data. Where data is permanent no deploy can delete or replace it, and once it is
 * unprotected it still outlives its removal from the stack: SST's own `removal: "retain"` knows buckets, tables and
 * databases alone.
 */
export const kept = (scope: Scope, more: $util.CustomResourceOptions = {}): $util.CustomResourceOptions =>
  scope.options({ ...more, protect: scope.config.permanent, retainOnDelete: scope.config.permanent });
