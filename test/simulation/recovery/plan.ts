import type { RestoreDecision } from "@signalbox/core/backup/run/restoration";
import type { FaultInput } from "@signalbox/local/faults/kinds";
import { type Random, random } from "@signalbox/local/world/random";
import { names } from "../../workflows/deployment.fixture.ts";
import { callFaults } from "../call-faults.ts";
import { between, many, pick } from "../chance.ts";

export const disasters = ["a table is dropped", "half of the rows are gone", "its processes end"] as const;
export type Disaster = (typeof disasters)[number];

/** One simulated recovery with what befalls it; all of it follows from the seed. Times in seconds. */
export interface RecoveryPlan {
  readonly seed: number;
  /** What AWS Backup keeps otherwise than it was, and does not know. */
  readonly damage: "empty" | "truncated-file" | undefined;
  readonly disaster: Disaster;
  /** After the verification. */
  readonly disasterAfter: number;
  /** After the disaster. */
  readonly noticedAfter: number;
  /** What a person asks for: the point, or a moment so long before the disaster. */
  readonly back: "point" | number;
  readonly answers: Readonly<
    Record<"waiting-for-person" | "keeping-old", RestoreDecision["action"] | "nothing">
  >;
  /** After the backup began. */
  readonly faults: readonly { readonly after: number; readonly fault: FaultInput }[];
}

export function planOf(seed: number): RecoveryPlan {
  const chance = random(seed).fork("recovery");
  return {
    seed,
    damage: chance.next() < 0.15 ? pick(chance, ["empty", "truncated-file"]) : undefined,
    disaster: pick(chance, disasters),
    disasterAfter: between(chance, 1, 300),
    noticedAfter: between(chance, 5, 300),
    back: chance.next() < 0.3 ? "point" : between(chance, 0, 300),
    answers: {
      "waiting-for-person": pick(chance, ["approve", "approve", "approve", "approve", "abort", "nothing"]),
      "keeping-old": pick(chance, ["release", "release", "back", "nothing"]),
    },
    faults: many(chance, 4, () => ({ after: between(chance, 0, 900), fault: faultBy(chance) })),
  };
}

const region = "us-east-1";
const workflows = ["backup", "copy", "prune", "verify-backup", "look-at-contents", "restore", "restore"];
const services = ["dynamodb", "rds", "backup", "s3", "ecs", "ssm", "secretsmanager", "states"];

/** Of a minute or two; whatever a step's patience has to outlast, and a process that ends. */
function faultBy(chance: Random): FaultInput {
  const workflow = pick(chance, workflows);
  const forSeconds = between(chance, 5, 120);
  const call = { role: names.role(region, workflow), service: pick(chance, services), forSeconds };
  const share = { probability: pick(chance, [0.2, 0.5, 1]) };
  return pick<() => FaultInput>(chance, [
    ...callFaults(chance, { workflow, ...call, share, lastCall: 6 }),
    () => ({
      kind: "region-dark",
      region: pick(chance, [region, "eu-west-1"]),
      forSeconds: Math.min(forSeconds, 90),
    }),
    () => ({ kind: "backup-job-ends", outcome: pick(chance, ["fail", "partial", "issues"]), count: 1 }),
    () => ({ kind: "slow-backup-job", seconds: between(chance, 10, 300), count: 1 }),
    () => ({ kind: "repeated-events", forSeconds }),
    () => ({ kind: "lost-events", forSeconds, ...share }),
  ])();
}
