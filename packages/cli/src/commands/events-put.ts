import { z } from "zod";
import { cloudOptions } from "../cloud/options.ts";
import { chooseTarget } from "../cloud/target.ts";
import { command, parameter } from "../command.ts";
import { readEvent } from "../events/read.ts";
import { exit } from "../exit.ts";
import { UserError, usageError } from "../user-error.ts";

const Refusal = z.object({ error: z.string() });

export const eventsPut = command({
  name: "events put",
  description:
    "Put a service event of AWS's own on the local cloud's default bus, as if the service had sent it.",
  arguments: { file: parameter("<file>", "JSON: an event in EventBridge's envelope", z.string()) },
  options: cloudOptions,
  examples: [
    ["signalbox events put test/fixtures/events/ecr-image-action.push.json", "say that ECR got an image"],
  ],
  run: async ({ file, json, ...options }, io) => {
    const target = chooseTarget(options, io.env);
    if (target.kind === "aws")
      throw usageError(
        "events put works on the local cloud alone",
        "on AWS nobody but a service itself can send that service's events",
        "start a release with signalbox release --aws; aws events put-events sends events of your own",
      );
    const event = await readEvent(file);
    const answer = await fetch(`${target.endpoint}/_signalbox/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    }).catch(() => {
      throw new UserError(
        `nobody answers at ${target.endpoint}`,
        "events put needs a running local cloud",
        "npm start starts one; --endpoint names another",
      );
    });
    const body = await answer.text();
    if (!answer.ok) {
      const refusal = Refusal.safeParse(parseOr(body));
      throw new UserError(
        `${target.endpoint} refused the event`,
        refusal.success ? refusal.data.error : `it answered ${answer.status}`,
        "mend the file and put it again",
      );
    }
    if (json) io.out(body);
    else io.err(`${io.colors.green("✓")} the event is on the default bus of ${target.endpoint}`);
    return exit.done;
  },
});

/** The JSON in a body, or undefined: what answers may be no local cloud at all. */
function parseOr(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
