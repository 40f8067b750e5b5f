import { z } from "zod";
import { LoadTestGate } from "./load-test-gate.ts";
import { WebhookGate } from "./webhook-gate.ts";

/** Asks something outside the platform whether a release may go on. */
export const ReleaseGate = z.discriminatedUnion("kind", [WebhookGate, LoadTestGate]);
export type ReleaseGate = z.output<typeof ReleaseGate>;

/** The candidate's own address, before and while it has traffic. */
export interface Preview {
  /** Without a path of its own. */
  readonly url: string;
  /** What routes a request to the candidate, where the address alone does not. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a gate gives its verdict on. */
export interface GateQuestion {
  readonly release: {
    readonly group: string;
    readonly run: string;
    readonly image: {
      readonly repository: string;
      readonly tag?: string | undefined;
      readonly digest: string;
    };
    readonly requestedBy: string;
  };
  /** Of the candidate; a rolling release has no sides. */
  readonly side?: "blue" | "green" | undefined;
  /** Percent of requests that the candidate has when it is asked. */
  readonly weight: number;
  readonly preview?: Preview | undefined;
}

/** No gate passes by default: what went wrong on the way to a verdict is inconclusive. */
export interface GateJudgement {
  readonly verdict: "pass" | "fail" | "inconclusive";
  readonly sentence: string;
}
