import { PutBackDocument, putBackKey } from "@signalbox/core/backup/put-back/run";
import { readDocument } from "@signalbox/functions/aws/document";
import { placesOf } from "@signalbox/functions/backup/places";
import { step } from "@signalbox/functions/step";
import { apply } from "@signalbox/functions/workflows/put-back/apply";
import { write } from "@signalbox/functions/workflows/put-back/steps/write";
import { putBack } from "@signalbox/functions/workflows/put-back/workflow";
import { expect, test } from "vitest";
import { putBackMatrix } from "./put-back.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(putBackMatrix, { part: 1, of: 1 });

/** Ends its way back at the first thing that another hand has written. */
const stopsAtFirst = step({
  ...write,
  run: async ({ run, goal }, context) => {
    if (goal === "restored") return await write.run({ run, goal }, context);
    const place = { client: context.aws.s3, bucket: placesOf(context).documents, key: putBackKey(run.run) };
    const { changes = [] } = (await readDocument(place, PutBackDocument)) ?? {};
    for (const change of changes.toReversed()) await apply(context, change, goal);
    return { written: changes.length };
  },
});

test("that another hand keeps nothing else from going back is taken out, and the matrix finds the harm", async () => {
  const id = "put-back/back/put-back/Write/1/wrong-state";
  const harm =
    "the record says how it ended, both parameters hold what it says, and what another hand wrote is left";
  expect(await violationsOf(putBackMatrix, replacing(putBack, stopsAtFirst), id)).toContain(harm);
});
