import { z } from "zod";
import { doorOptions, knock } from "../cloud/door.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { faultDoor } from "../faults/door.ts";
import { faultOptions, kindNotes, typedFault } from "../faults/options.ts";
import { usageError } from "../user-error.ts";

export const faultAdd = command({
  name: "fault add",
  description: "Break something in the local cloud.",
  arguments: { kind: parameter("[kind]", "what to break; see below", z.string().optional()) },
  options: {
    ...faultOptions,
    jsonInput: parameter("--json-input <json>", "the whole fault as JSON instead", z.string().optional()),
    ...doorOptions,
  },
  examples: [
    [
      "signalbox fault add throttle --service elasticloadbalancing --operation ModifyRule --count 5",
      "the next five",
    ],
    ["signalbox fault add weights-lag --seconds 120", "the load balancers lag by two minutes"],
    ["signalbox fault add region-dark --region us-east-1 --for-seconds 60", "a minute without the region"],
    ['signalbox fault add --json-input \'{"kind":"lost-events","source":"aws.cloudwatch"}\'', "as JSON"],
  ],
  notes: kindNotes,
  run: async ({ kind, jsonInput, endpoint, aws, json, ...typed }, io) => {
    const fault =
      jsonInput === undefined ? typedFault(kind, typed) : { ...typedFault(kind, {}), ...parse(jsonInput) };
    const call = { command: "fault add", ...faultDoor, method: "POST", path: "faults", body: fault } as const;
    const { body } = await knock(call, { endpoint, aws }, io);
    if (json) io.out(body);
    else
      io.err(`${io.colors.green("✓")} it is broken; signalbox fault remove ${JSON.parse(body).id} mends it`);
    return exit.done;
  },
});

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Said below.
  }
  throw usageError("--json-input is no JSON object", text, "signalbox fault add --help shows an example");
}
