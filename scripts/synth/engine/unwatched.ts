import { createRequire } from "node:module";
import { resolve } from "node:path";

// Pulumi strips what it calls internal from its types.
interface Pulumi {
  readonly Resource: { stackTrace: () => readonly object[] };
}
interface Debuggable {
  debuggablePromise: <T>(promise: Promise<T>) => Promise<T>;
}

/**
 * Pulumi names, dates and keeps each of its promises (174,000 of them for two regions) to say at the end which one hangs, and
 * takes a stack for each resource to show where it was written. Nobody reads either here, and both were a fifth of the time: they
 * are only counted. Returns how many still wait.
 */
export function unwatched(): () => number {
  // Modules of CommonJS, whose exports can be replaced.
  const require = createRequire(resolve(".sst/platform/package.json"));
  const pulumi: Pulumi = require("@pulumi/pulumi");
  const debuggable: Debuggable = require("@pulumi/pulumi/runtime/debuggable.js");
  let waiting = 0;
  const settled = () => waiting--;
  pulumi.Resource.stackTrace = () => [];
  debuggable.debuggablePromise = (promise) => {
    waiting++;
    promise.then(settled, settled);
    return promise;
  };
  return () => waiting;
}
