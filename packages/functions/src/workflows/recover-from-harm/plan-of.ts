import type { RunProblem } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import { writingRegion } from "@signalbox/core/failover/writing";
import type { RecoveryRequest } from "@signalbox/core/recovery/request";
import type { RecoveryRun } from "@signalbox/core/recovery/run";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { longestName } from "@signalbox/core/workflow/execution-name";
import { readEpochs } from "../../aws/epoch-tables.ts";
import { isHeld, readLock } from "../../aws/lock.ts";
import { isUnderWay } from "../../backup/in-use.ts";
import type { StepContext } from "../../context.ts";
import { readTables } from "../../failover/allow.ts";
import { rulesOf } from "../../maintenance/page.ts";
import { runName } from "../../release/names.ts";
import { rotationHere } from "../../rotation/database-secret.ts";
import { asProblem } from "../put-back/plan-of.ts";
import { planOf as planAll, planOfAllows as planAllAllows, planPart } from "../restore-all/plan-of.ts";
import { longestPart } from "./parts.ts";
import { momentOf, recoveryLedgerOf } from "./record.ts";

/** What `planOf` calls. */
export const planOfAllows: readonly Permission[] = [
  ...planAllAllows,
  readTables,
  on("rotatedSecret", "secretsmanager:DescribeSecret"),
];

interface Planned {
  readonly record: RecoveryRun;
  /** Why it is refused. */
  readonly problem?: RunProblem;
}

/** What a request means, or why it is refused: whatever one of its parts would refuse later is refused here. Nothing is changed. */
export async function planOf(
  { reason, time, requestedBy }: RecoveryRequest,
  context: StepContext,
): Promise<Planned> {
  const { platform, visit } = context;
  const { region } = platform;
  const begun: RecoveryRun = {
    run: runName(visit.execution),
    execution: visit.execution,
    reason,
    time,
    requestedBy,
    region,
    phase: "planning",
    startedAt: momentOf(context),
    plan: [],
    services: [...new Set(platform.groups.flatMap(({ services }) => services.map(({ name }) => name)))],
    elsewhere: (platform.failover?.regions ?? []).map((one) => one.region).filter((one) => one !== region),
    acts: [],
  };
  const found = await look(begun, context).catch(asProblem);
  return "problem" in found ? { record: begun, ...found } : { record: { ...begun, plan: found.sentences } };
}

type Looked = { readonly sentences: string[] } | { readonly problem: RunProblem };

async function look(recovery: RecoveryRun, context: StepContext): Promise<Looked> {
  const { run, reason, region, elsewhere, services, time } = recovery;
  const isIntrusion = reason === "security_incident";
  const tooLong = longestPart(recovery) - longestName;
  if (tooLong > 0)
    throw new NamedError(
      "Recovery.NameTooLong",
      `${run} is ${tooLong} characters too long for its parts' names`,
    );
  const lock = await readLock(recoveryLedgerOf(context));
  if (await isHeld(context.aws.sfn, lock, context.visit.execution))
    throw new NamedError("Recovery.AlreadyRunning", `${lock?.run} is under way`);
  await insistOnWriting(context);
  rulesOf(context.platform);
  if (isIntrusion) await rotationHere(context);
  const restored = await planRestore(recovery, context);
  if ("problem" in restored) return restored;
  return {
    sentences: [
      `users of ${[region, ...elsewhere].join(", ")} see the maintenance page until a person lets them back, no release begins, and the database as it is now is kept as evidence`,
      `all that was written since ${time} is lost`,
      ...restored.sentences,
      ...(isIntrusion
        ? [
            `the database's password changes twice, and after each time all tasks of ${services.join(", ")} are replaced`,
          ]
        : []),
      ...elsewhere.map(
        (other) =>
          `the replica in ${other} carries the harm and goes on following the old database: ${other} does not take over by itself until a person enables its rule again`,
      ),
    ],
  };
}

/** In a platform of several regions the epochs say which one. */
async function insistOnWriting(context: StepContext): Promise<void> {
  const { failover, region } = context.platform;
  if (!failover) return;
  const writing = writingRegion(await readEpochs(context), failover);
  if (writing === undefined)
    throw new NamedError("Failover.TablesSilent", "nobody can tell which region writes");
  if (writing !== region)
    throw new NamedError("Recovery.NotHere", `${writing} writes, and ${region} follows it`);
}

/** As the workflow that restores it plans it. */
async function planRestore(
  { run, reason, time, requestedBy }: RecoveryRun,
  context: StepContext,
): Promise<{ readonly sentences: readonly string[] } | { readonly problem: RunProblem }> {
  const order = { time, reason, requestedBy, dryRun: false };
  const name = `${run}-restore`;
  if (reason === "database_corruption") return await planPart({ ...order, what: "database" }, name, context);
  if (await isUnderWay(context, "restore", "all"))
    throw new NamedError("Backup.AlreadyRunning", "Another restore of all is under way, or keeps its old.");
  return await planAll({ ...order, what: "all" }, name, context);
}
