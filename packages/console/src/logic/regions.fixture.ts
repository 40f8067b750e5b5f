import type { RegionDocument } from "@signalbox/core/console/documents";
import type { Observation } from "@signalbox/core/failover/observation";
import type { FailoverRun } from "@signalbox/core/failover/run";

const [home, standby, third, neutral] = ["us-east-1", "eu-west-1", "ap-southeast-1", "us-west-2"];

const places: RegionDocument["places"] = {
  regions: [home, standby, third].map((region, index) => ({
    region,
    role: (["primary", "secondary", "tertiary"] as const)[index] ?? "tertiary",
    url: `https://${region}.chat.example.com`,
    clusterArn: `arn:aws:rds:${region}:1:cluster:c`,
  })),
  neutral,
  tables: [home, standby, third],
  globalCluster: "c",
  policy: { automatic: true, confirmSeconds: 300, rpoSeconds: 300, rtoSeconds: 1_800 },
  serving: {},
  resting: {},
  secrets: [],
};

export const start = Date.parse("2026-01-01T00:00:00Z");
export const iso = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

/** A table that knows nothing yet, but for what is given. */
export const tableIn = (region: string, more: Partial<RegionDocument> = {}): RegionDocument => ({
  ...{ region, places, epochs: [], seen: [], runs: [], ...more },
});

/** Who looked from outside and saw nothing come through. */
export const downAt = (observer: string, seconds: number): Observation => ({
  ...{ observer, about: home, at: start + seconds * 1_000, sees: true },
  probes: { edge: "down", login: "down", databaseWrite: "down", replication: "down" },
});

export const epoch = { epoch: 1, region: standby, run: "fo-1", owner: "arn:1", at: iso(400) };

/** A failover that was asked for seven minutes after the first word, and promotes the database. */
export const running: FailoverRun = {
  ...{ kind: "failover", run: "fo-1", reason: "primary_region_unavailable", mode: "ungraceful" },
  ...{ from: home, to: standby, owner: "arn:1", requestedBy: "alarm", phase: "PromoteDatabase" },
  ...{ startedAt: iso(420), heardAt: iso(560), expectedBy: iso(900), sentence: "It is gone." },
  evidence: [downAt(third, 0), downAt(neutral, 60), downAt(third, 60)],
  ...{ lostAt: iso(0), replicatedAt: iso(-30), epoch: 1 },
  acts: [
    { state: "Decide", text: "It is gone.", startedAt: iso(420), endedAt: iso(422), actor: "arn:1" },
    {
      state: "ClaimEpoch",
      text: "epoch 1",
      startedAt: iso(422),
      endedAt: iso(424),
      actor: "arn:1",
      epoch: 1,
    },
    {
      state: "PromoteDatabase",
      text: "asked",
      startedAt: iso(555),
      endedAt: iso(560),
      actor: "arn:1",
      epoch: 1,
    },
  ],
};
