import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";
import { tellAllows } from "../release/tell.ts";
import { stopRehearsalAllows } from "../upgrade/stop-rehearsal.ts";

/** What the steps of a set call: of releases in this region, and with `elsewhere` in the others too. */
export interface SetAllows {
  readonly assess: readonly Permission[];
  readonly begin: readonly Permission[];
  readonly advance: readonly Permission[];
  readonly report: readonly Permission[];
}

const readLedger = ["dynamodb:GetItem", "dynamodb:Query"] as const;
const writeLedger = ["dynamodb:PutItem", "dynamodb:UpdateItem"] as const;
const runReleases = ["states:DescribeExecution", "states:StartExecution"] as const;

export const setAllows = ({ elsewhere }: { readonly elsewhere: boolean }): SetAllows => {
  const also = (permission: Permission): Permission[] => (elsewhere ? [permission] : []);
  return {
    assess: [
      on("image", "ecr:DescribeImages"),
      on("plan", "lambda:InvokeFunction"),
      ...also(on("plansElsewhere", "lambda:InvokeFunction")),
      // How long the group's last cutover took.
      ...also(on("ledgerTable", "dynamodb:GetItem")),
    ],
    begin: [on("ledgerTable", ...readLedger, ...writeLedger), on("stateMachine", "states:DescribeExecution")],
    advance: [
      on("ledgerTable", ...readLedger, ...writeLedger),
      ...also(on("ledgersElsewhere", ...readLedger, ...writeLedger)),
      on("stateMachine", ...runReleases),
      ...also(on("releasesElsewhere", ...runReleases)),
      anywhere("states:SendTaskFailure", "states:SendTaskSuccess"),
      stopRehearsalAllows,
    ],
    report: [
      on("ledgerTable", ...readLedger, ...writeLedger),
      ...also(on("ledgersElsewhere", ...readLedger)),
      on("stateMachine", "states:DescribeExecution"),
      ...also(on("releasesElsewhere", "states:DescribeExecution")),
      ...tellAllows.filter(({ resource }) => resource === "topic"),
    ],
  };
};
