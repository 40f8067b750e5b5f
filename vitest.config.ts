import { defineConfig } from "vitest/config";

const common = {
  // A time-out is for what hangs, not for a machine that is slow; milliseconds, of a test and of its hooks.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // A local world outlives the 16 MB in which V8 expects what is new to die: with twice that, tests of releases and restores
  // take a tenth less CPU; with four times that, no less.
  execArgv: ["--max-semi-space-size=32"],
};

export default defineConfig({
  test: {
    // Node strips the types itself and runs the modules as they are shipped: seven matrices took 25 s instead of 32 s.
    experimental: { viteModuleRunner: false },
    // The matrix and the scenarios keep a core busy for minutes; what runs in real time (a kill, sockets, servers) mostly
    // waits. Two workers on two cores left a quarter of them idle.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
          // They keep nothing in modules: loading those once saves minutes, as the same few are imported 300 times.
          isolate: false,
        },
      },
      {
        test: {
          ...common,
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          globalSetup: ["test/infra/synthesise.ts"],
        },
      },
      { test: { ...common, name: "house", include: ["test/house/**/*.test.ts"] } },
      {
        test: {
          ...common,
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          isolate: false,
        },
      },
      { test: { ...common, name: "wire", include: ["test/wire/**/*.test.ts"], isolate: false } },
      { test: { ...common, name: "matrix", include: ["test/matrix/**/*.test.ts"], isolate: false } },
      {
        test: { ...common, name: "simulation", include: ["test/simulation/**/*.test.ts"], isolate: false },
      },
      {
        test: { ...common, name: "workflows", include: ["test/workflows/**/*.test.ts"], isolate: false },
      },
      {
        test: {
          ...common,
          name: "persistence",
          include: ["test/persistence/**/*.test.ts"],
          testTimeout: 900_000,
        },
      },
    ],
  },
});
