import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { Random } from "@signalbox/local/world/random";
import { region, roleOf } from "../workflows/laptop.fixture.ts";
import { callFaults } from "./call-faults.ts";
import { between, pick } from "./chance.ts";
import type { Strategy } from "./plan.ts";

/** What a release calls. */
const services = ["elasticloadbalancing", "ecs", "dynamodb", "monitoring"];

/**
 * A fault of a minute or two. Those that lose requests where nothing is released are not among them: a region or a zone that users
 * cannot reach, a task that crashes, a version in service that stops to answer.
 */
export function faultFor(strategy: Strategy, chance: Random): FaultInput {
  const workflow = pick(chance, ["release", `release-${strategy}`]);
  const forSeconds = between(chance, 5, 120);
  const call = { role: roleOf(workflow), service: pick(chance, services), forSeconds };
  const share = { probability: pick(chance, [0.2, 0.5, 1]) };
  const [throttle, ...others] = callFaults(chance, { workflow, ...call, share, lastCall: 5 });
  return pick<() => FaultInput>(chance, [
    throttle,
    () => ({ kind: "throttle", ...call, ratePerSecond: 1 }),
    ...others,
    () => ({ kind: "region-dark", region, plane: "control", forSeconds: Math.min(forSeconds, 90) }),
    () => ({ kind: "weights-lag", seconds: between(chance, 5, 120), forSeconds: 10 * forSeconds }),
    () => ({ kind: "late-metrics", seconds: between(chance, 30, 300), forSeconds: 5 * forSeconds }),
    () => ({ kind: "missing-metrics", forSeconds, ...share }),
    () => ({ kind: "late-events", seconds: between(chance, 5, 60), forSeconds }),
    () => ({ kind: "repeated-events", forSeconds }),
    () => ({ kind: "reordered-events", forSeconds }),
    () => ({ kind: "lost-events", forSeconds, ...share }),
  ])();
}
