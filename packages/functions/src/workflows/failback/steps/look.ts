import { NamedError } from "@signalbox/core/error";
import { FailbackRequest } from "@signalbox/core/failover/request";
import { Course } from "@signalbox/core/failover/run";
import { writingRegion } from "@signalbox/core/failover/writing";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readEpochs } from "../../../aws/epoch-tables.ts";
import { followingOf, readGlobalCluster } from "../../../aws/global-cluster.ts";
import type { StepContext } from "../../../context.ts";
import { readTables, writeTables } from "../../../failover/allow.ts";
import { takeRegion, writeBegun } from "../../../failover/begin.ts";
import { memberIn, placesOf } from "../../../failover/places.ts";
import { readRun } from "../../../failover/records.ts";
import { standingOf } from "../../../failover/situation.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

const Looked = z.strictObject({
  next: z.enum(["refuse", "show", "prepare", "go-on"]),
  sentence: z.string(),
  course: Course.optional(),
  problem: z.strictObject({ error: z.string(), cause: z.string() }).optional(),
});
type Looked = z.input<typeof Looked>;

export const look = step({
  name: "Look",
  description:
    "Looks by the epochs which region writes, and whether users can come back to this one; writes the record where they can.",
  input: z.strictObject({ request: FailbackRequest }),
  output: Looked,
  allow: [
    readTables,
    writeTables,
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:UpdateItem"),
    on("stateMachine", "states:DescribeExecution"),
    on("failoverCluster", "rds:DescribeGlobalClusters"),
  ],
  run: async ({ request }, context): Promise<Looked> => {
    const run = runName(context.visit.execution);
    const begun = await readRun(context, run);
    if (begun) {
      // A step that was cut off after it had begun.
      const { kind, reason, mode, from, to, sentence } = begun;
      const next = begun.phase === "going-on" ? "go-on" : "prepare";
      return { next, sentence, course: { kind, run, reason, mode, from, to } };
    }
    const found = await find(context, run);
    if (request.dryRun) return { ...found, next: "show" };
    const { course, next, sentence } = found;
    // What comes before the claim takes no lock: who waits for a person must not keep a failover to this region from it.
    if (next === "go-on" && !(await takeRegion(context, run)))
      return refused("Failover.AlreadyRunning", "another failover or failback of this region is at it");
    if (course)
      await writeBegun(context, course, request.requestedBy, {
        phase: next === "go-on" ? "going-on" : "preparing",
        sentence,
        evidence: [],
      });
    return found;
  },
});

const refused = (error: string, cause: string): Looked => ({
  next: "refuse",
  sentence: cause,
  problem: { error, cause },
});

async function find(context: StepContext, run: string): Promise<Looked> {
  const { region } = context.platform;
  const places = placesOf(context);
  const [home] = places.regions;
  if (home?.region !== region)
    return refused("Failover.NotHome", `users come back to ${home?.region}, and this is ${region}`);
  const epochs = await readEpochs(context);
  const writing = writingRegion(epochs, places);
  if (!epochs || writing === undefined)
    throw new NamedError("Failover.TablesSilent", "nobody can tell which region may write");
  const { abandoned, record, running } = await standingOf(context, epochs);
  if (running)
    return refused("Failover.AlreadyRunning", `${record?.run ?? "another run"} is under way, see its report`);
  if (writing === region) {
    if (!abandoned || record?.kind !== "failback")
      return refused("Failover.AlreadyHere", `${region} may write already`);
    const { kind, reason, mode, from, to } = record;
    const sentence = `${record.run} was last heard of at ${record.heardAt}: it is gone on with.`;
    return { next: "go-on", sentence, course: { kind, run, reason, mode, from, to } };
  }
  const { clusterArn } = memberIn(places, region);
  const present = await readGlobalCluster(context.aws.rds, places.globalCluster);
  return {
    next: "prepare",
    sentence: `${writing} writes by epoch ${epochs.current?.epoch}; ${region} is kept out, and its database is ${followingOf(present, clusterArn) ?? "no secondary of it"}. What it has that ${writing} has not is kept; once it has caught up and a person approves, ${writing} is left as planned.`,
    course: {
      kind: "failback",
      run,
      reason: "planned_maintenance",
      mode: "graceful",
      from: writing,
      to: region,
    },
  };
}
