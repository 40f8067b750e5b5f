import { defineConfig } from "vitest/config";

/** The page in a real browser; not part of `npm test`, which needs Node and npm alone. */
export default defineConfig({
  test: {
    name: "e2e",
    include: ["test/e2e/**/*.test.ts"],
    // As vitest.config.ts has it.
    experimental: { viteModuleRunner: false },
    // Each file watches releases of its own, and mostly waits: on two cores vitest would take one worker, and one file alone
    // takes a minute and a half.
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
});
