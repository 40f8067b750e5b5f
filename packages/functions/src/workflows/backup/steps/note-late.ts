import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { z } from "zod";
import { classLedgerOf, updateItem } from "../../../aws/ledger.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

export const noteLate = step({
  name: "NoteLate",
  description: "Adds to the run's report what failed after its end: a copy, or the pruning.",
  input: z.strictObject({
    class: z.string(),
    /** All of the report's. */
    remarks: z.array(z.string()),
  }),
  output: z.strictObject({}),
  allow: [writeLedger],
  run: async ({ class: id, remarks }, context) => {
    await updateItem(classLedgerOf(context, id), ledgerKeys.run(runName(context.visit.execution)), {
      UpdateExpression: "SET #remarks = :remarks",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: { "#remarks": "remarks" },
      ExpressionAttributeValues: { ":remarks": remarks },
    });
    return {};
  },
});
