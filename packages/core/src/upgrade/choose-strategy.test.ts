import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import type { Release } from "../release/release.ts";
import { chooseStrategy } from "./choose-strategy.ts";
import type { Rehearsed } from "./rehearsal.ts";

const release = (more: Partial<Release> = {}): Release =>
  // The parts of a strategy's own kind of release that no choice depends on.
  ({
    group: "open-webui",
    strategy: "canary",
    run: "r1",
    execution: "arn",
    image: { repository: "open-webui", digest: "sha256:b" },
    requestedBy: "ada",
    policy: ReleasePolicy.parse({}),
    stable: "blue",
    candidate: "green",
    services: [{ name: "web", stableCount: 3, stableTaskDefinition: "web:1" }],
    startedAt: 0,
    ...more,
  }) as Release;

const rehearsed = (of: "none" | "additive" | "breaking", refused: string[] = []): Rehearsed => ({
  judgement: { class: of, refused, findings: ["It changes."], catchUp: [], waits: [], seconds: 30 },
  evidence: "rehearsals/open-webui/r1.json",
  measured: { seconds: 600, cloneSeconds: 300, bytes: 1 },
});

const choose = (of: Rehearsed, more: Partial<Release> = {}) =>
  chooseStrategy(release(more), { rehearsed: of, taskDefinition: "web:1" });

const classes = fc.constantFrom("none" as const, "additive" as const, "breaking" as const);

test("a group goes out as it is wired, or by a cutover where two versions must not share the database", () => {
  fc.assert(
    fc.property(classes, (of) => {
      const { upgrade, policy } = choose(rehearsed(of)).release;
      expect(upgrade?.strategy).toBe(of === "breaking" ? "maintenance-cutover" : "canary");
      expect(upgrade?.overlapMinutes).toBe(of === "additive" ? 60 : undefined);
      expect(policy.personSeconds <= 3_600).toBe(of === "additive");
    }),
  );
});

test.each([
  [
    "a breaking upgrade of a group that is wired as blue-green",
    { strategy: "blue-green" },
    "breaking",
    /set the strategy of the group to canary/,
  ],
  [
    "a strategy that is forced on a group that is not wired for it",
    { force: { strategy: "blue-green", reason: "because I say so" } },
    "none",
    /blue-green is forced, and open-webui is wired for canary/,
  ],
] as const)("%s is refused by name, with what to do", (_, more, of, message) => {
  expect(() => choose(rehearsed(of), more)).toThrow(
    expect.objectContaining({ name: "Release.StrategyNotWired", message: expect.stringMatching(message) }),
  );
});

test("what a rehearsal refuses nobody forces", () => {
  const force = { strategy: "maintenance-cutover", reason: "because I say so" } as const;
  expect(() => choose(rehearsed("none", ["The migration failed."]), { force })).toThrow(
    expect.objectContaining({
      name: "Release.UpgradeRefused",
      message: expect.stringContaining("The migration failed. (evidence: rehearsals/open-webui/r1.json)"),
    }),
  );
});

test("an additive upgrade whose drain alone is longer than two versions may overlap is refused", () => {
  const policy = ReleasePolicy.parse({ drainSeconds: 4_000 });
  expect(() => choose(rehearsed("additive"), { policy })).toThrow(
    expect.objectContaining({ name: "Release.OverlapTooLong" }),
  );
});

test("a breaking upgrade waits for no other group of a set; for all regions of its own it does", () => {
  const policy = ReleasePolicy.parse({ othersSeconds: 3_600 });
  expect(() => choose(rehearsed("breaking"), { policy })).toThrow(/release open-webui by itself/);
  expect(choose(rehearsed("none"), { policy }).release.upgrade?.strategy).toBe("canary");
  const everywhere = { set: "w1", region: "us-east-1", writer: "w1-us-east-1", patienceSeconds: 3_600 };
  expect(choose(rehearsed("breaking"), { policy, everywhere }).release.upgrade?.strategy).toBe(
    "maintenance-cutover",
  );
});
