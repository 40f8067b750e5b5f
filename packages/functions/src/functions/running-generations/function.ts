import {
  generationsReader,
  mostGenerations,
  type RunningGenerations,
} from "@signalbox/core/release/generations";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readSecret } from "../../aws/secret.ts";
import { readHashes } from "../../cache/read-hashes.ts";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";
import { reasonOf } from "../../web/reason-of.ts";
import { within } from "../../web/within.ts";

/** A cache in the same network answers in milliseconds. */
const answerSeconds = 10;

/**
 * The one Lambda in the platform's own network that a release asks: the release's own stay outside, where every API of AWS is
 * reached without an endpoint, and the cache's password is no business of theirs. It throws nothing of the cache's: whoever
 * asks has to go on without an answer.
 */
export const runningGenerations = lambdaFunction({
  name: generationsReader,
  description:
    "Says which generations of a group run just now, by the hashes that its services keep in the cache; or why nobody knows.",
  input: z.strictObject({ group: z.string() }),
  triggers: [],
  allow: [on("cacheSecret", "secretsmanager:GetSecretValue")],
  reaches: "cache",
  run: async ({ group }, context): Promise<RunningGenerations> => {
    const seen = await look(group, context);
    if (!seen.known) context.log.warn("nobody knows what runs", { group, why: seen.why });
    return seen;
  },
});

async function look(group: string, context: FunctionContext): Promise<RunningGenerations> {
  const unknown = (why: string): RunningGenerations => ({ known: false, why });
  const { aws, platform } = context;
  const keys = platform.groups.find(({ name }) => name === group)?.generationKeys ?? [];
  const { cacheSecret } = platform;
  if (keys.length === 0 || cacheSecret === undefined)
    return unknown(`the generations of ${group} stand in no cache`);
  const read = context.readHashes ?? readHashes;
  return await within(
    context,
    answerSeconds,
    () => unknown(`the cache gave no answer within ${answerSeconds} s`),
    async (signal) => {
      try {
        const hashes = await read(await readSecret(aws.secretsManager, cacheSecret), keys, signal);
        const running = hashes.flat();
        return running.length > mostGenerations
          ? unknown(`${running.length} generations run, and ${mostGenerations} can be followed`)
          : { known: true, running };
      } catch (error) {
        return unknown(`the cache could not be asked: ${reasonOf(error)}`);
      }
    },
  );
}
