import { z } from "zod";
import { command, parameter } from "../command.ts";
import { localOptions } from "../start/flags.ts";

export const cloud = command({
  name: "cloud",
  description:
    "Run the local cloud empty, for someone else's project: no platform, no traffic, no workflows.",
  arguments: {},
  options: {
    ...localOptions,
    region: parameter(
      "--region <name>",
      "where the folders below are deployed, us-east-1 unless said; every region answers",
      z.string().default("us-east-1"),
    ),
    functions: parameter(
      "--functions <folder>",
      "Lambda functions: each module or sub-folder with an index that exports handler",
      z.string().optional(),
    ),
    machines: parameter(
      "--machines <folder>",
      "state machines: each *.asl.json, named after its file",
      z.string().optional(),
    ),
    json: parameter("--json", "endpoint and ARNs as JSON on stdout", z.boolean().default(false)),
  },
  examples: [
    ["signalbox cloud", "every service, nothing in it; create what you need with the AWS CLI or an SDK"],
    [
      "signalbox cloud --functions lambda --machines machines",
      "with functions and state machines from files",
    ],
    ["signalbox cloud --clock 60 --throttle", "an hour in a minute, with AWS's rates"],
  ],
  notes: `Functions are JavaScript or TypeScript as Node runs it, each environment a process of its own; a changed file
takes effect at the next call. Time-outs count real seconds, whatever the clock. Roles need not exist: IAM is not
emulated, and a role that nobody created may do everything.`,
  run: async ({ clock, ...setting }, io) => {
    // Here, because it loads every service: the other commands should not wait for that.
    const { serveEmptyCloud } = await import("../start/serve-empty.ts");
    return serveEmptyCloud({ ...setting, factor: clock ?? 1 }, io);
  },
});
