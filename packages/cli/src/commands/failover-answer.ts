import { userInfo } from "node:os";
import { FailoverChoice } from "@signalbox/core/failover/run";
import { z } from "zod";
import { reasonOption } from "../backups/options.ts";
import { invokeDecider } from "../cloud/invoke-decider.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";

const Answer = z.object({ answered: z.boolean() });
const { action: Action } = FailoverChoice.shape;

export const failoverAnswer = command({
  name: "failover answer",
  description:
    "Answer a failover that waits for a person: let it go, or choose what becomes of a failed act.",
  arguments: {
    run: parameter("<run>", "its name, as signalbox failover status shows it", z.string().min(1)),
    action: parameter("<answer>", Action.options.join(", "), Action),
  },
  options: { reason: reasonOption, ...cloudOptions },
  examples: [
    [
      'signalbox failover answer fo-1 approve --reason "the region is gone"',
      "it claims an epoch and goes on",
    ],
    ['signalbox failover answer fo-1 retry --reason "quota raised"', "the failed act is tried again"],
  ],
  run: async ({ run, action, reason, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const decision: FailoverChoice = { run, action, reason, by: userInfo().username };
    const { answered } = Answer.parse(
      await invokeDecider(cloud, deployment, {
        decider: "decide-failover",
        decision,
        about: run,
        otherwise: "signalbox failover status shows what waits",
      }),
    );
    io.err(
      `${io.colors.green("✓")} ${run} was told to ${action}${answered ? "" : "; but the wait that it was in is over already, so this changes nothing"}`,
    );
    if (json) io.out(JSON.stringify({ ...decision, answered }, undefined, 2));
    return exit.done;
  },
});
