import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { Random } from "@signalbox/local/world/random";
import { names } from "../workflows/deployment.fixture.ts";
import { between, pick } from "./chance.ts";

const errors = ["InternalServerError", "ServiceUnavailable", "RequestTimeout"];

interface Struck {
  readonly workflow: string;
  readonly role: string;
  readonly service: string;
  readonly forSeconds: number;
  readonly share: { readonly probability: number };
  /** The last call of a step after which its Lambda may end. */
  readonly lastCall: number;
}

/** What can befall the calls of a workflow's Lambda. A fault draws what it needs when it is made, and no sooner. */
export function callFaults(
  chance: Random,
  { workflow, role, service, forSeconds, share, lastCall }: Struck,
): [throttle: () => FaultInput, ...others: (() => FaultInput)[]] {
  const call = { role, service, forSeconds };
  return [
    () => ({ kind: "throttle", ...call, ...share }),
    () => ({ kind: "lose-request", ...call, ...share }),
    () => ({ kind: "lose-reply", ...call, ...share }),
    () => ({ kind: "delay", ...call, ...share, seconds: between(chance, 1, 65) }),
    () => ({ kind: "fail", ...call, ...share, error: pick(chance, errors) }),
    () => ({ kind: "deny", ...call, ...share }),
    () => ({ kind: "stale-read", ...call, forSeconds: Math.min(forSeconds, 60) }),
    () => ({
      kind: "lambda-crash",
      function: names.deployed(workflow),
      when: pick(chance, ["before", "after"]),
      call: between(chance, 1, lastCall),
      forSeconds,
      ...share,
    }),
  ];
}
