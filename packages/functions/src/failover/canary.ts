import { InvokeCommand } from "@aws-sdk/client-lambda";
import { CanaryLook, canaryReader } from "@signalbox/core/failover/canary";
import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import type { FunctionContext } from "../context.ts";
import { reasonOf } from "../web/reason-of.ts";
import { within } from "../web/within.ts";

export const lookAtCanaryAllow = on("canaryReader", "lambda:InvokeFunction");

/** A cold start in the network, and the database's own time; the Lambda that asks has 60 s. */
const patienceSeconds = 20;

/** The newest canary row of this region's database, after one was written if asked for. It throws nothing: nobody knows is an answer. */
export async function lookAtCanary(
  { aws, clock, platform, signal }: FunctionContext,
  { write = false } = {},
): Promise<CanaryLook> {
  const FunctionName = namesOf(platform).deployed(canaryReader);
  const late = { why: `${FunctionName} gave no answer within ${patienceSeconds} s` };
  return await within<CanaryLook>(
    { clock, signal },
    patienceSeconds,
    () => late,
    async (abortSignal) => {
      try {
        const Payload = new TextEncoder().encode(JSON.stringify({ write }));
        const answer = await aws.lambda.send(new InvokeCommand({ FunctionName, Payload }), { abortSignal });
        const said: unknown = JSON.parse(answer.Payload?.transformToString() ?? "null");
        return CanaryLook.safeParse(said).data ?? { why: JSON.stringify(said).slice(0, 200) };
      } catch (error) {
        return { why: reasonOf(error) };
      }
    },
  );
}
