/**
 * `npm test`: types, style, then every test but those that need a browser. Ends with one line, `N passed, N failed`, in
 * which each check of types or style counts as one. What follows `--` goes to vitest, which then runs alone:
 * `npm test -- --project infra`.
 */
import { installPlatform } from "./synth/platform.ts";
import { checkTypes } from "./types.ts";
import { conclude, runToolAside, runVitest } from "./vitest.ts";

const words = process.argv.slice(2);
if (words.length > 0) {
  await installPlatform();
  conclude(runVitest(...words));
} else {
  const style = runToolAside("biome", "check", "--error-on-warnings", ".");
  const checks = [...(await checkTypes()), await style];
  const content = checks.filter(Boolean).length;
  const { passed, failed } = runVitest();
  conclude({ passed: passed + content, failed: failed + checks.length - content });
}
