import type { GateJudgement, GateQuestion } from "@signalbox/core/analysis/gates/gate";
import {
  pauseSeconds,
  readWebhook,
  type WebhookGate,
  type WebhookReading,
  webhookBody,
} from "@signalbox/core/analysis/gates/webhook-gate";
import { readJson } from "../web/read-json.ts";
import type { WebContext } from "../web/within.ts";

/**
 * Asks a webhook for its verdict. All tries carry the same `Idempotency-Key`, and so do those of a step that is run again, so
 * that what the webhook starts it starts once. Whatever it does instead of answering is inconclusive.
 */
export async function askWebhook(
  gate: WebhookGate,
  question: GateQuestion,
  idempotencyKey: string,
  context: WebContext,
): Promise<GateJudgement> {
  const body = webhookBody(gate, question);
  const headers = { "content-type": "application/json", "idempotency-key": idempotencyKey };
  const ask = async (): Promise<WebhookReading> =>
    readWebhook(
      gate,
      await readJson(new URL(gate.url), { method: "POST", headers, body }, context, gate.timeoutSeconds),
    );
  let reading = await ask();
  for (let tries = 1; reading.again && tries < gate.attempts && !context.signal.aborted; tries++) {
    try {
      await context.clock.sleep(pauseSeconds(tries) * 1000, context.signal);
    } catch {
      break;
    }
    reading = await ask();
  }
  return { verdict: reading.verdict, sentence: reading.sentence };
}
