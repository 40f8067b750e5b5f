import { expect, test, vi } from "vitest";
import { hostedLogger } from "./hosted-logger.ts";

const clock = { now: () => Date.UTC(2026, 0, 1), sleep: async () => {} };

test("a hosted logger gives each line to its host, with the host's time, and writes nothing itself", () => {
  const stdout = vi.spyOn(process.stdout, "write");
  const stderr = vi.spyOn(process.stderr, "write");
  const lines: unknown[] = [];
  const logger = hostedLogger("release", clock, (line) => lines.push(JSON.parse(line)));
  logger.info("shifted", { weight: 10 });
  logger.error("failed", new Error("no"));
  logger.debug("unheard");
  expect(stdout).not.toHaveBeenCalled();
  expect(stderr).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  expect(lines).toMatchObject([
    {
      level: "INFO",
      message: "shifted",
      weight: 10,
      service: "release",
      timestamp: "2026-01-01T00:00:00.000Z",
    },
    { level: "ERROR", message: "failed", error: { name: "Error", message: "no" } },
  ]);
});
