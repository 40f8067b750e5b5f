import { installPlatform } from "./synth/platform.ts";
import { runTool } from "./vitest.ts";

/** Checks the types of the packages, the page and the definition, the last against SST's and Pulumi's own; which passed. */
export function checkTypes(): boolean[] {
  installPlatform();
  return [runTool("tsc", "-p", "."), runTool("tsc", "-p", "packages/console"), runTool("tsc", "-p", "infra")];
}
