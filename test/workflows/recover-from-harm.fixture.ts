import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import type { Connection } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { RecoveryChoice, RecoveryRequest } from "@signalbox/core/recovery/request";
import { RecoveryRun } from "@signalbox/core/recovery/run";
import { Freeze } from "@signalbox/core/release/turns/freeze";
import { getItem, groupsLedgerOf, queryItems, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { decideRecovery } from "@signalbox/functions/functions/decide-recovery/function";
import { Login } from "@signalbox/functions/rotation/logins";
import { recoverFromHarm } from "@signalbox/functions/workflows/recover-from-harm/workflow";
import type { Call } from "@signalbox/local/gate/gate";
import { loginsAt } from "@signalbox/local/world/database/logins";
import type { World } from "@signalbox/local/world/world";
import type { z } from "zod";
import { names, person } from "./laptop.fixture.ts";
import { onRestorable, type Restorable, type Setting } from "./restore.fixture.ts";

export type Harmed = ReturnType<typeof harmed>;

/** A platform whose database somebody has harmed some minutes ago. */
export const onHarmed = (setting: Setting, scenario: (on: Harmed) => Promise<void>): Promise<void> =>
  onRestorable(setting, (restorable) => scenario(harmed(restorable)));

function harmed(restorable: Restorable) {
  const { calls, clock, good, platform, reader, traffic, world } = restorable;
  const context = { aws: reader, platform };
  const ledger = workLedgerOf(context, "recover", "harm");
  const stateMachineArn = arns.stateMachine(platform, names.deployed(recoverFromHarm.name));
  const recovery = (run: string): Promise<RecoveryRun | undefined> =>
    getItem(ledger, ledgerKeys.run(run), RecoveryRun);
  return {
    ...restorable,
    recover: async (name: string, request: Partial<z.input<typeof RecoveryRequest>> = {}) => {
      const standing = {
        reason: "database_corruption",
        time: new Date(good).toISOString(),
        requestedBy: "bob",
      };
      const input = JSON.stringify({ ...standing, ...request });
      const asked = { stateMachineArn, name, input };
      return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
    },
    recovery,
    comesTo: async (run: string, phase: RecoveryRun["phase"]): Promise<RecoveryRun> => {
      for (let looks = 0; looks < 5_000; looks++) {
        const found = await recovery(run);
        if (found?.phase === phase) return found;
        if (found?.phase === "ended") throw new Error(`it ended: ${JSON.stringify(found)}`);
        await clock.sleep(5_000);
      }
      throw new Error(`${run} never came to ${phase}`);
    },
    answer: async (run: string, action: RecoveryChoice["action"]) => {
      const input = { run, action, reason: "for the test", by: "ann" };
      const asked = {
        FunctionName: names.deployed(decideRecovery.name),
        Payload: Buffer.from(JSON.stringify(input)),
      };
      const { Payload } = await world.call("lambda", "Invoke", asked, person);
      return JSON.parse(Buffer.from(Payload ?? []).toString());
    },
    /** Users of one minute who see the maintenance page. */
    turnedAway: async (): Promise<number> => {
      const before = traffic.ledger.snapshot().losses["503"];
      await clock.sleep(60_000);
      return traffic.ledger.snapshot().losses["503"] - before;
    },
    isPageUp: () => isPageUp(world, platform),
    freezes: async () =>
      (await queryItems(groupsLedgerOf(context), ledgerKeys.freezes, Freeze)).filter(({ thawed }) => !thawed),
    lease: async () => (await getItem(ledger, ledgerKeys.lock, Lock))?.owner,
    evidence: async () =>
      (await world.call("rds", "DescribeDBClusterSnapshots", {}, person)).DBClusterSnapshots?.filter(
        ({ DBClusterSnapshotIdentifier = "" }) => DBClusterSnapshotIdentifier.includes("-evidence-"),
      ) ?? [],
    /** The user of the database by which tasks that start now log in. */
    loginNow: async (): Promise<Login> => {
      const asked = { SecretId: names.secret("database") };
      const { SecretString } = await world.call("secretsmanager", "GetSecretValue", asked, person);
      return Login.parse(JSON.parse(SecretString ?? ""));
    },
    /** Who may log in to what serves. */
    logins: async () => loginsAt(world, await restorable.held()),
    parameterNow: async (thing: Connection): Promise<string> => {
      const asked = { Name: names.connection(thing) };
      return (await world.call("ssm", "GetParameter", asked, person)).Parameter?.Value ?? "";
    },
    /** ARNs of all tasks that run. */
    tasks: async (): Promise<string[]> => {
      const asked = { cluster: names.cluster, desiredStatus: "RUNNING" } as const;
      return (await world.call("ecs", "ListTasks", asked, person)).taskArns ?? [];
    },
    /** What people were told, the newest last. */
    subjects: () => published(calls).map(({ Subject }) => String(Subject)),
    told: () => published(calls).map(({ Message }) => String(Message)),
    /** Names of the executions of a workflow, oldest first. */
    executionsOf: async (workflow: string): Promise<string[]> => {
      const stateMachineArn = arns.stateMachine(platform, names.deployed(workflow));
      const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, person);
      return executions.map(({ name = "" }) => name).toReversed();
    },
  };
}

/** Whether users of a region see the maintenance page. */
export async function isPageUp(world: World, { maintenance, region }: Platform): Promise<boolean> {
  const asked = { RuleArns: [maintenance?.page ?? ""] };
  const { Rules } = await world.call("elasticloadbalancing", "DescribeRules", asked, { ...person, region });
  return Rules?.[0]?.Conditions?.some(({ Field }) => Field === "path-pattern") ?? false;
}

const published = (calls: readonly Call[]) =>
  calls.flatMap(({ operation, input }) =>
    operation === "Publish" ? [input as { readonly Subject?: string; readonly Message?: string }] : [],
  );

/** Plays a recovery to its end, with a person who approves whatever is asked. */
export async function approved(on: Harmed, run: string): Promise<void> {
  const arn = await on.recover(run);
  if (on.platform.backup?.permanent) {
    await on.reached(`${run}-restore`, "waiting-for-person");
    await on.decide(`${run}-restore`, "approve");
  }
  await on.comesTo(run, "waiting-for-person");
  await on.answer(run, "approve");
  const { status, error, cause } = await on.ending(arn);
  if (status !== "SUCCEEDED") throw new Error(`${error}: ${cause}`);
}
