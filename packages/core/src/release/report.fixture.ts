import type { Report } from "../ledger/records.ts";
import { ReleasePolicy } from "./policy.ts";
import type { CanaryRelease } from "./release.ts";

/** A release that an alarm turned back, of one service. */
export const turnedBack: Report & { readonly release: CanaryRelease } = {
  outcome: "rolled-back",
  problem: { error: "Release.AlarmRaised", cause: "5xx is in ALARM" },
  release: {
    group: "open-webui",
    strategy: "canary",
    run: "r1",
    execution: "arn:aws:states:us-east-1:123456789012:execution:signalbox-development-release:r1",
    image: { repository: "open-webui", tag: "v2", digest: "sha256:ab" },
    requestedBy: "ada",
    reason: "new model list",
    policy: ReleasePolicy.parse({}),
    stable: "blue",
    candidate: "green",
    services: [{ name: "open-webui", stableCount: 3, stableTaskDefinition: "td:1" }],
    startedAt: 0,
  },
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:10:00.000Z",
  requests: { stable: 900, candidate: 100 },
  services: [{ name: "open-webui", stable: 900, candidate: 100 }],
  acts: [
    { at: "2026-01-01T00:01:00.000Z", state: "ShiftTraffic", text: "the candidate gets 10 %", weight: 10 },
  ],
  decisions: [{ action: "abort", by: "bob", reason: "smoke", at: "2026-01-01T00:02:00.000Z" }],
};
