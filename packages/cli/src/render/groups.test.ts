import { ReleasePolicy } from "@signalbox/core/release/policy";
import type { RollingRelease } from "@signalbox/core/release/release";
import pc from "picocolors";
import { expect, test } from "vitest";
import { renderGroups } from "./groups.ts";

const release: RollingRelease = {
  group: "extraction",
  strategy: "rolling",
  run: "r1",
  execution: "arn:aws:states:us-east-1:123456789012:execution:signalbox-development-release:r1",
  image: { repository: "extraction", tag: "v2", digest: "sha256:ab" },
  requestedBy: "ada",
  policy: ReleasePolicy.parse({}),
  services: [{ name: "extraction", stableCount: 3, stableTaskDefinition: "td:1" }],
  startedAt: 0,
};
const group = {
  group: "extraction",
  repository: "extraction",
  strategy: "rolling",
  services: ["extraction"],
  waiting: [],
  freeze: undefined,
} as const;

test("a rolling release is shown like any other, with the share of its tasks that are replaced", () => {
  const run = { release, epoch: 1, phase: "starting", weight: 33, scaling: [] } as const;
  const lock = { owner: release.execution, run: "r1", epoch: 1 };
  const shown = renderGroups([{ ...group, lock, run: { ...run, scaling: [] } }], pc.createColors(false));
  expect(shown).toMatch(/extraction +extraction +\S* ?starting.* 33 % of tasks +r1/);
});

test("a rolling group that nobody releases is free", () => {
  const shown = renderGroups([{ ...group, lock: undefined, run: undefined }], pc.createColors(false));
  expect(shown).toMatch(/extraction +extraction +free/);
});

test("a group that is frozen says by what and until when, and how many wait", () => {
  const freeze = { name: "the window weekend", reason: "nobody is in", until: Date.UTC(2026, 10, 23, 8) };
  const waiting = [
    {
      run: "r2",
      askedAt: 1,
      execution: "arn:r2",
      requestedBy: "ada",
      image: "extraction:v3",
      whenBusy: "queue" as const,
      back: false,
      until: 2,
    },
  ];
  const shown = renderGroups(
    [{ ...group, lock: undefined, run: undefined, freeze, waiting }],
    pc.createColors(false),
  );
  expect(shown).toMatch(
    /frozen: the window weekend \(nobody is in\) holds until 2026-11-23T08:00:00\.000Z +1$/m,
  );
});
