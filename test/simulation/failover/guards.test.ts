import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { guards } from "./guards.ts";
import type { Played } from "./play.ts";
import { onAllCores } from "./pool.ts";

const page = readFileSync(new URL("../../../docs/verification.md", import.meta.url), "utf8");

describe("taken out of the production code, a guard is missed", () => {
  test.each(guards)("$name: $says", async ({ name, harm }) => {
    const { seed, invariant } = harm;
    const broken: string[] = [];
    // In a worker of its own, which loads the code without it.
    await onAllCores<Played>({ task: "failover", without: name }, [{ from: seed, count: 1 }], (found) => {
      broken.push(...found.flatMap(({ violations }) => violations.map((one) => one.invariant)));
      return false;
    });
    expect(broken).toContain(invariant);
    expect(page).toContain(`npm run simulate -- --seed ${seed} --without ${name}`);
  });
});
