import { z } from "zod";
import { field, Name, seconds } from "../../config/field.ts";
import type { GateJudgement, GateQuestion } from "./gate.ts";
import { gateSeconds } from "./gate-time.ts";

export const WebhookGate = z
  .strictObject({
    kind: field(z.literal("webhook"), { description: "asks a server of yours", example: "webhook" }),
    name: field(Name, { description: "name of the gate in verdicts and reports", example: "smoke" }),
    url: field(z.url({ protocol: /^https?$/, error: "an http or https URL" }), {
      description: "what is asked, by POST with JSON, whether the release may go on",
      example: "https://checks.example.com/release",
    }),
    timeoutSeconds: field(seconds(1, 49).default(10), {
      description: "how long one answer may take",
      example: 10,
      unit: "s",
    }),
    attempts: field(z.int().min(1).max(5).default(3), {
      description: "how often it is asked in all while it cannot answer",
      example: 3,
    }),
  })
  .refine((gate) => longestSeconds(gate) <= gateSeconds, {
    path: ["timeoutSeconds"],
    error: `a Lambda has ${gateSeconds} s for a gate, and it may take longer with all of its attempts and the pauses between: lower timeoutSeconds or attempts`,
  });
export type WebhookGate = z.output<typeof WebhookGate>;

/** Before another try: 1 s, 2 s, 4 s. `tries` were made. */
export const pauseSeconds = (tries: number): number => 2 ** (tries - 1);

const longestSeconds = ({ timeoutSeconds, attempts }: { timeoutSeconds: number; attempts: number }): number =>
  attempts * timeoutSeconds + 2 ** (attempts - 1) - 1;

/** The body that a webhook gets; `version` changes when a field goes or means something else. */
export const webhookBody = (gate: Pick<WebhookGate, "name">, question: GateQuestion): string => {
  const { release, side, weight, preview } = question;
  return JSON.stringify({ version: 1, gate: gate.name, release, side, weight, url: preview?.url });
};

/** A machine's payload has room for this much of somebody else's sentence. */
const charactersAtMost = 500;

const Answer = z.looseObject({
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  sentence: z.string().min(1).optional(),
});

export interface WebhookReading extends GateJudgement {
  /** Another try may find an answer: nobody was there, or the server could not answer now. */
  readonly again: boolean;
}

/** Reads what a webhook answered. Only 200 with a verdict is one; all else is inconclusive and says why. */
export function readWebhook(
  gate: Pick<WebhookGate, "name">,
  answer: { readonly status: number; readonly body: unknown } | { readonly unreadable: string },
): WebhookReading {
  const none = (why: string, again: boolean): WebhookReading => ({
    verdict: "inconclusive",
    sentence: `${gate.name} gave no verdict: ${why}`,
    again,
  });
  if ("unreadable" in answer) return none(answer.unreadable, true);
  if (answer.status !== 200) return none(`it answered ${answer.status}`, isPassing(answer.status));
  const parsed = Answer.safeParse(answer.body);
  if (!parsed.success)
    return none('its answer is not {"verdict": "pass", "fail" or "inconclusive", "sentence": …}', false);
  const { verdict, sentence = "it gave no reason" } = parsed.data;
  return { verdict, sentence: `${gate.name}: ${sentence.slice(0, charactersAtMost)}`, again: false };
}

/** Statuses of a server that may answer otherwise in a moment: 202 is "not yet". */
const isPassing = (status: number): boolean =>
  status === 202 || status === 408 || status === 429 || status >= 500;
