import { readConnection } from "@signalbox/functions/aws/connection";
import { parameterOf } from "@signalbox/functions/restore/connection";
import { step } from "@signalbox/functions/step";
import { checkServing } from "@signalbox/functions/workflows/restore/steps/check-serving";
import { restartServices } from "@signalbox/functions/workflows/restore/steps/restart-services";
import { switchOver } from "@signalbox/functions/workflows/restore/steps/switch-connection";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { describe, expect, test } from "vitest";
import { restoreMatrix } from "./restore.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(restoreMatrix, { part: 1, of: 1 });

/** Take whatever the parameter holds for what the switch has written. */
const neverLook = [
  step({
    ...restartServices,
    run: async (input, context) => {
      const { version } = await readConnection(context.aws.ssm, parameterOf(context, input.run.what));
      return await restartServices.run({ ...input, version }, context);
    },
  }),
  step({
    ...checkServing,
    run: async (input, context) => {
      const { version } = await readConnection(context.aws.ssm, parameterOf(context, input.run.what));
      return await checkServing.run({ ...input, version }, context);
    },
  }),
];

/** Takes what it reads for what is there. */
const trustsReads = step({
  ...switchOver,
  run: (input, context) => switchOver.run({ ...input, version: 0 }, context),
});

/** Removes what was restored, whether or not tasks have run on it. */
const neverRan = step({
  ...restartServices,
  run: async (input, context) => ({ ...(await restartServices.run(input, context)), ran: false }),
});

describe.each([
  {
    guard: "both looks whether the parameter still holds what was switched to",
    without: replacing(restore, ...neverLook),
    id: "restore/refused/restore/RestartServices/1/wrong-state",
    harm: "the record says how it ended, and the old or the restored one serves as it says",
  },
  {
    guard: "the version that a read of the parameter has to be newer than",
    without: replacing(restore, trustsReads),
    id: "restore/back/restore/SwitchConnection/2/stale-read",
    harm: "the record says how it ended, and the old or the restored one serves as it says",
  },
  {
    guard: "the look whether tasks have run on what was restored",
    without: replacing(restore, neverRan),
    id: "restore/back/restore/CheckServing/1/denied",
    harm: "what was acknowledged before the moment is in the restored one, and what users were told of since then is where it serves",
  },
])("$guard", ({ without, id, harm }) => {
  test("is removed, and the matrix finds the harm", async () => {
    expect(await violationsOf(restoreMatrix, without, id)).toContain(harm);
  });
});
