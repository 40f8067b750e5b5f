import { userInfo } from "node:os";
import { z } from "zod";
import { reasonOption } from "../backups/options.ts";
import { invoke } from "../cloud/invoke.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";

export const failoverAcknowledge = command({
  name: "failover acknowledge",
  description: "Say that somebody has looked at what a failover left, so that the next one may be automatic.",
  arguments: {
    epoch: parameter(
      "<epoch>",
      "the epoch in force, as signalbox failover status shows it",
      z.coerce.number().int().positive(),
    ),
  },
  options: { reason: reasonOption, ...cloudOptions },
  examples: [
    ['signalbox failover acknowledge 1 --reason "snapshot of the lost writes copied"', "the hold is over"],
  ],
  run: async ({ epoch, reason, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const words = { epoch, reason, by: userInfo().username };
    const invoked = await invoke(cloud, deployment, "acknowledge", words);
    if ("failure" in invoked) {
      const { errorType, errorMessage } = invoked.failure;
      throw new UserError(
        `epoch ${epoch} is not acknowledged: ${errorType}`,
        errorMessage,
        remedyFor(errorType) ?? "signalbox failover status shows the epoch in force",
      );
    }
    io.err(`${io.colors.green("✓")} epoch ${epoch} is acknowledged: the next failover may be automatic`);
    if (json) io.out(JSON.stringify(words, undefined, 2));
    return exit.done;
  },
});
