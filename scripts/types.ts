import { installPlatform } from "./synth/platform.ts";
import { runToolAside } from "./vitest.ts";

/**
 * Checks the types of the packages, the page and the definition, the last against SST's and Pulumi's own, which are installed
 * meanwhile; which passed.
 */
export function checkTypes(): Promise<boolean[]> {
  // Each checker goes through the types that all share: the three took 42 s of CPU with tsc's own four, 21 s with one.
  const check = (project: string) => runToolAside("tsc", "-p", project, "--checkers", "1");
  const definition = installPlatform().then(() => check("infra"));
  return Promise.all([check("."), check("packages/console"), definition]);
}
