import { type Act, Run } from "@signalbox/core/ledger/records";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import type { ReleaseDetail } from "../releases/detail.ts";

type Policy = Partial<ReturnType<typeof ReleasePolicy.parse>>;

/** A canary that was promoted, by a policy and with the acts given. */
export const promotedDetail = (
  policy: Policy,
  endedSeconds: number,
  acts: readonly Act[],
): ReleaseDetail => ({
  id: "r1",
  executionArn: "arn",
  group: "open-webui",
  image: "open-webui:v1",
  requestedBy: "ann",
  status: "promoted",
  startedAt: new Date(0),
  endedAt: new Date(endedSeconds * 1000),
  problem: undefined,
  run: Run.parse({
    release: {
      group: "open-webui",
      strategy: "canary",
      run: "r1",
      execution: "arn",
      image: { repository: "open-webui", tag: "v1", digest: "sha256:1" },
      requestedBy: "ann",
      policy: ReleasePolicy.parse(policy),
      stable: "blue",
      candidate: "green",
      services: [{ name: "open-webui", stableCount: 3, stableTaskDefinition: "arn" }],
      startedAt: 0,
    },
    epoch: 1,
    phase: "ended",
    weight: 100,
    scaling: [],
  }),
  report: undefined,
  acts,
  decisions: [],
});
