import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { guards } from "./guards.ts";
import type { Played } from "./play.ts";
import { type Block, onAllCores } from "./pool.ts";

const page = readFileSync(new URL("../../../docs/verification.md", import.meta.url), "utf8");
const sound = "nothing is taken out";
const broken = new Map<string, readonly string[]>();

// In one worker for all: to load the code costs it as much as to play three seeds.
beforeAll(async () => {
  const seeds: Block[] = guards.map(({ name, harm }) => ({ from: harm.seed, count: 1, without: name }));
  const [first] = guards;
  const blocks = [...seeds, { from: first?.harm.seed ?? 0, count: 1 }];
  const heard = (found: readonly Played[], { without = sound }: Block) => {
    broken.set(
      without,
      found.flatMap(({ violations }) => violations.map(({ invariant }) => invariant)),
    );
    return true;
  };
  await onAllCores<Played>({ task: "failover", removable: true }, blocks, heard, 1);
});

describe("taken out of the production code, a guard is missed", () => {
  test.each(guards)("$name: $says", ({ name, harm: { seed, invariant } }) => {
    expect(broken.get(name)).toContain(invariant);
    expect(page).toContain(`npm run simulate -- --seed ${seed} --without ${name}`);
  });
});

test("put back, they keep the same code from harm", () => {
  expect(broken.get(sound)).toEqual([]);
});
