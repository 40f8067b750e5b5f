import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import { z } from "zod";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { Refusal } from "../door.ts";

const LambdaFailure = z.object({ errorType: z.string(), errorMessage: z.string() });

/** Invokes a function of the platform by its name in the registry, and answers its answer. Throws a Refusal with its error. */
export async function invoke(
  world: World,
  platform: Platform,
  name: string,
  request: object,
): Promise<unknown> {
  const { FunctionError, Payload } = await world.call(
    "lambda",
    "Invoke",
    {
      FunctionName: namesOf(platform).deployed(name),
      Payload: new TextEncoder().encode(JSON.stringify(request)),
    },
    { region: platform.region, principal: person },
  );
  const answer: unknown = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError === undefined) return answer;
  const failure = LambdaFailure.safeParse(answer).data;
  throw new Refusal(409, failure ? `${failure.errorType}: ${failure.errorMessage}` : FunctionError);
}
