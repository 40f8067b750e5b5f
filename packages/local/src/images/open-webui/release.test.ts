import fc from "fast-check";
import { expect, test } from "vitest";
import { type UpgradeName, upgradeAnnotation, upgrades } from "../upgrade.ts";
import { firstRevision, knows, releaseOf, revisionsOf } from "./release.ts";

const release = (version: string, upgrade: UpgradeName) =>
  releaseOf({ annotations: { [upgradeAnnotation]: upgrade }, revision: version });

const number = fc.integer({ min: 0, max: 200 });
const version = fc.tuple(number, number, number);
const upgrade = fc.constantFrom(...upgrades);

test("a version has the revisions of those before it and its own, and none of those after it", () => {
  fc.assert(
    fc.property(version, version, upgrade, upgrade, (one, other, first, second) => {
      const [less = one, more = other] = [one, other].toSorted(
        (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2],
      );
      fc.pre(`${less}` !== `${more}`);
      const [before, after] = [release(`v${less.join(".")}`, first), release(`v${more.join(".")}`, second)];
      const [old = firstRevision, own = old] = [before.own, after.own];
      expect(revisionsOf(after, old)).toEqual([...new Set([firstRevision, old, own])]);
      if (after.own !== undefined) expect(knows(before, after.own)).toBe(false);
    }),
  );
});

test("a migration that nobody knows ends the container", () => {
  expect(() => releaseOf({ annotations: { [upgradeAnnotation]: "some" }, revision: "v1" })).toThrow(
    'dev.signalbox.upgrade is "some"; it can be none, additive, breaking, fails-on-data, swallowed, slow',
  );
});
