import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { recordPoint } from "@signalbox/functions/aws/point-records";
import { step } from "@signalbox/functions/step";
import { recordCopy } from "@signalbox/functions/workflows/copy/steps/record-copy";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { expect, test } from "vitest";
import { copyMatrix } from "./copy.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(copyMatrix, { part: 1, of: 1 });

/** Records what the job has made, whether or not it is there any more. */
const believes = step({
  ...recordCopy,
  run: async ({ run, copy: id }, context) => {
    const { class: of, point: copyOf, region } = run;
    const told = { id, copyOf, class: of, region, capturedAt: context.clock.now(), vault: "" };
    await recordPoint(classLedgerOf(context, of), { kind: "copied", ...told });
    return { copy: id };
  },
});

test("the look whether the other vault has the copy is removed, and the matrix finds the harm", async () => {
  const id = "copy/copied/copy/RecordCopy/1/wrong-state";
  const harm = "no copy is recorded that the other vault does not hold, and none stands twice in the ledger";
  expect(await violationsOf(copyMatrix, replacing(copy, believes), id)).toContain(harm);
});
