import { z } from "zod";
import { knock } from "../cloud/door.ts";
import { cloudOptions } from "../cloud/options.ts";
import { command, parameter } from "../command.ts";
import { readEvent } from "../events/read.ts";
import { exit } from "../exit.ts";

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
    const event = await readEvent(file);
    const call = {
      command: "events put",
      onAws: "on AWS nobody but a service itself can send that service's events",
      remedy: "mend the file and put it again",
      method: "POST",
      path: "events",
      body: event,
    } as const;
    const { body, endpoint } = await knock(call, options, io);
    if (json) io.out(body);
    else io.err(`${io.colors.green("✓")} the event is on the default bus of ${endpoint}`);
    return exit.done;
  },
});
