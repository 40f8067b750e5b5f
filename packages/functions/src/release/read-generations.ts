import { InvokeCommand } from "@aws-sdk/client-lambda";
import { namesOf } from "@signalbox/core/platform/names";
import { generationsReader, RunningGenerations } from "@signalbox/core/release/generations";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import type { FunctionContext } from "../context.ts";
import { reasonOf } from "../web/reason-of.ts";
import { within } from "../web/within.ts";

export const readGenerationsAllows: readonly Permission[] = [
  on("generationsReader", "lambda:InvokeFunction"),
];

/** A cold start in the network, and the cache's own time; the Lambda that asks has 60 s. */
const patienceSeconds = 20;

/** Which generations of a group run just now. It throws nothing: what goes wrong on the way is a reason why nobody knows. */
export async function readGenerations(
  { aws, clock, platform, signal }: FunctionContext,
  group: string,
): Promise<RunningGenerations> {
  const name = namesOf(platform).deployed(generationsReader);
  const unknown = (why: string): RunningGenerations => ({ known: false, why: `${name} ${why}` });
  return await within(
    { clock, signal },
    patienceSeconds,
    () => unknown(`gave no answer within ${patienceSeconds} s`),
    async (abortSignal) => {
      try {
        const Payload = new TextEncoder().encode(JSON.stringify({ group }));
        const answer = await aws.lambda.send(new InvokeCommand({ FunctionName: name, Payload }), {
          abortSignal,
        });
        const said: unknown = JSON.parse(answer.Payload?.transformToString() ?? "null");
        const seen = RunningGenerations.safeParse(said);
        return seen.data ?? unknown(`failed: ${JSON.stringify(said).slice(0, 200)}`);
      } catch (error) {
        return unknown(`could not be asked: ${reasonOf(error)}`);
      }
    },
  );
}
