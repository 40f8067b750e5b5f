/**
 * `npm test`: types, style, then every test but those that need a browser. Ends with one line, `N passed, N failed`, in
 * which each check of types or style counts as one.
 */
import { conclude, runTool, runVitest } from "./vitest.ts";

const checks = [
  runTool("tsc", "-p", "."),
  runTool("tsc", "-p", "packages/console"),
  runTool("biome", "check", "--error-on-warnings", "."),
];
const content = checks.filter(Boolean).length;
const { passed, failed } = runVitest();
conclude({ passed: passed + content, failed: failed + checks.length - content });
