/**
 * `npm run test:e2e`: builds the page where it is stale, then watches releases on it in a real Chromium. Ends with one
 * line, `N passed, N failed`. Writes the README's pictures to docs/images.
 */
import { spawnSync } from "node:child_process";
import { conclude, runVitest } from "./vitest.ts";

const built = spawnSync(process.execPath, ["packages/console/build.ts"], { stdio: "inherit" }).status === 0;
conclude(built ? runVitest("--config", "vitest.e2e.config.ts") : { passed: 0, failed: 1 });
