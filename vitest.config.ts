import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The matrix and the scenarios keep a core busy for minutes: on two cores, one worker would leave the other idle.
    maxWorkers: 2,
    projects: [
      { test: { name: "unit", include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"] } },
      {
        test: {
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          globalSetup: ["test/infra/synthesise.ts"],
          testTimeout: 60_000,
        },
      },
      { test: { name: "house", include: ["test/house/**/*.test.ts"] } },
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "wire", include: ["test/wire/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "matrix", include: ["test/matrix/**/*.test.ts"], testTimeout: 120_000 } },
      { test: { name: "workflows", include: ["test/workflows/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "persistence", include: ["test/persistence/**/*.test.ts"], testTimeout: 240_000 } },
    ],
  },
});
