import { approvalSeconds, wayBackOfAllSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { Restoration, type RestoreDecision, type RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Clients } from "@signalbox/functions/aws/clients";
import { getItem, ledgerOf, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { decideRestore } from "@signalbox/functions/functions/decide-restore/function";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import type { World } from "@signalbox/local/world/world";
import type { z } from "zod";
import { names } from "./deployment.fixture.ts";

const person = { region: "us-east-1", principal: { kind: "person" } } as const;

interface Given {
  readonly world: World;
  readonly platform: Platform;
  /** Reads the ledger. */
  readonly aws: Clients;
}

/** What people do about restores, and what they see of them. */
export function restoring({ world, platform, aws }: Given) {
  const { clock } = world;
  const context = { aws, platform };
  const stateMachineArn = arns.stateMachine(platform, names.deployed(restore.name));
  const parameter = names.connection("database-host");
  const record = (run: string, what: Restoration["what"] = "database") =>
    getItem(workLedgerOf(context, "restore", what), ledgerKeys.run(run), Restoration);
  const lock = (ledger: ReturnType<typeof ledgerOf>) => getItem(ledger, ledgerKeys.lock, Lock);
  return {
    parameter,
    /** The host that tasks connect to when they start. */
    held: async (): Promise<string> =>
      (await world.call("ssm", "GetParameter", { Name: parameter }, person)).Parameter?.Value ?? "",
    /** Of the database, because a table was dropped, unless said. */
    start: async (name: string, order: Partial<z.input<typeof RestoreOrder>>): Promise<string> => {
      const standing = { what: "database", reason: "a table was dropped", requestedBy: "bob" };
      const input = JSON.stringify({ ...standing, ...order });
      const asked = { stateMachineArn, name, input };
      return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
    },
    record,
    reached: async (
      run: string,
      phase: Restoration["phase"],
      what?: Restoration["what"],
    ): Promise<Restoration> => {
      for (let looks = 0; looks < 5_000; looks++) {
        const found = await record(run, what);
        if (found?.phase === phase) return found;
        if (found?.phase === "ended") throw new Error(`it ended: ${JSON.stringify(found)}`);
        await clock.sleep(5_000);
      }
      throw new Error(`${run} never came to ${phase}`);
    },
    decide: async (run: string, action: RestoreDecision["action"]) => {
      const input = { restore: run, action, reason: "for the test", by: "ann" };
      const asked = {
        FunctionName: names.deployed(decideRestore.name),
        Payload: Buffer.from(JSON.stringify(input)),
      };
      const { Payload, FunctionError } = await world.call("lambda", "Invoke", asked, person);
      const said = JSON.parse(Buffer.from(Payload ?? []).toString());
      return { ...said, FunctionError };
    },
    /** From now on restores wait so long, in seconds, for what they would wait days; or another of the workflows does. */
    hurryPeople: async (seconds = 60, workflow = restore.name): Promise<void> => {
      const stateMachineArn = arns.stateMachine(platform, names.deployed(workflow));
      const found = await world.call("states", "DescribeStateMachine", { stateMachineArn }, person);
      const hurried = [approvalSeconds, wayBackSeconds, wayBackOfAllSeconds].reduce(
        (text, wait) => text.replaceAll(`"TimeoutSeconds":${wait}`, `"TimeoutSeconds":${seconds}`),
        found.definition ?? "",
      );
      const asked = { stateMachineArn, definition: hurried };
      await world.call("states", "UpdateStateMachine", asked, person);
    },
    /** Names of all clusters. */
    clusters: async (): Promise<string[]> =>
      ((await world.call("rds", "DescribeDBClusters", {}, person)).DBClusters ?? [])
        .map(({ DBClusterIdentifier = "" }) => DBClusterIdentifier)
        .toSorted(),
    /** Whoever has them: of what is restored, and of the group. */
    owners: async () => [
      (await lock(workLedgerOf(context, "restore", "database")))?.owner,
      (await lock(ledgerOf(context, "open-webui")))?.owner,
    ],
  };
}
