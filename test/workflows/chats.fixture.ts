import { manifestKey } from "@signalbox/core/backup/content/look";
import type { Manifest } from "@signalbox/core/backup/content/manifest";
import { databaseManifestOf } from "@signalbox/core/backup/content/manifest-of";
import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { recordPoint } from "@signalbox/functions/aws/point-records";
import { decideRestore } from "@signalbox/functions/functions/decide-restore/function";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { onVaults, person, type Setting, type Vaults } from "./backup.fixture.ts";
import { insertChat } from "./chat-database.fixture.ts";
import { ChatTasks, chatGroup, deployChats } from "./chat-tasks.fixture.ts";
import { account, names } from "./deployment.fixture.ts";
import { restoring } from "./restoring.fixture.ts";

const minute = 60_000;

/** A write that its user was told of, with the moment, in milliseconds since 1970, and the host that took it. */
export interface Acknowledged {
  readonly id: string;
  readonly at: number;
  readonly host: string;
}

export type Chats = Awaited<ReturnType<typeof served>>;

/** A database with tasks that write to it all the time, and the workflow that restores it: no load balancer, no release. */
export function onChats(setting: Setting, scenario: (chats: Chats) => Promise<void>): Promise<void> {
  const tasks = new ChatTasks();
  return onVaults(
    {
      rows: 20,
      files: 1,
      store: "bucket",
      // Clusters that are there in seconds: looks at what takes minutes are all the same.
      databases: (clock) => ({ ...modelDatabases(clock), kind: "postgres" }),
      workflows: [lookAtContents, restore],
      serving: { plane: tasks.plane, groups: [chatGroup] },
      ...setting,
      functions: [decideRestore, ...(setting.functions ?? [])],
    },
    async (vaults) => {
      const over = new AbortController();
      const chats = await served(vaults, tasks, over.signal);
      await scenario(chats);
      over.abort();
    },
  );
}

async function served(vaults: Vaults, tasks: ChatTasks, over: AbortSignal) {
  const { clock, world, platform, aws } = vaults;
  const hostOf = async (cluster: string): Promise<string> => {
    const asked = { DBClusterIdentifier: cluster };
    const { DBClusters: [found] = [] } = await world.call("rds", "DescribeDBClusters", asked, person);
    return found?.Endpoint ?? "";
  };
  const old = await hostOf(names.database);
  await deployChats(world, old, vaults.bucket);
  while (tasks.running.size < 2) await clock.sleep(5_000);
  const acknowledged: Acknowledged[] = [];
  let sent = 0;
  /** What a user is told of is in a database. */
  const write = async (): Promise<void> => {
    const hosts = [...tasks.running.values()];
    const host = hosts[sent % hosts.length];
    const id = `m${sent++}`;
    const took = await world.databases
      .at(host ?? "")
      ?.transact([insertChat(id)])
      .then(() => true)
      .catch(() => false);
    if (took && host !== undefined) acknowledged.push({ id, at: clock.now(), host });
  };
  world.background("users", async () => {
    for (;;) {
      await clock.sleep(5_000, over);
      await write();
    }
  });
  const login = { host: old, database: "openwebui", username: "admin", password: "secret" };
  return {
    ...vaults,
    ...restoring({ world, platform, aws }),
    old,
    tasks,
    acknowledged,
    canary: () => databasesOf(world).writeCanary(login, clock.now()),
    hostOf,
    /** Ids of the chats that are there. */
    chatsAt: async (host: string): Promise<ReadonlySet<string>> =>
      new Set((await world.databases.at(host)?.rows("chat"))?.map(({ id }) => String(id))),
    /** A point with its manifest, as a backup leaves it; then some minutes, and somebody drops the table. */
    dropped: async () => {
      await databasesOf(world).writeCanary(login, clock.now());
      const region = platform.region;
      const id = `arn:aws:rds:${region}:${account}:cluster-snapshot:awsbackup:one`;
      const capturedAt = Math.floor(clock.now());
      const manifest: Manifest = {
        version: 1,
        run: "b1",
        takenAt: new Date(capturedAt).toISOString(),
        content: databaseManifestOf(await databasesOf(world).look(login)),
      };
      const Body = Buffer.from(JSON.stringify(manifest));
      const document = { Bucket: vaults.documents, Key: manifestKey(id), Body };
      await world.call("s3", "PutObject", document, person);
      const made = { id, class: "database/daily", capturedAt, region, vault: names.vault };
      await recordPoint(classLedgerOf({ aws, platform }, made.class), { kind: "made", ...made });
      await clock.sleep(3 * minute);
      await databasesOf(world).writeCanary(login, clock.now());
      const good = Math.floor(clock.now());
      await clock.sleep(minute);
      await world.databases.at(old)?.transact([{ kind: "drop-table", table: "chat" }]);
      // What RDS can restore to is some minutes old.
      await clock.sleep(6 * minute);
      return { good, bad: good + 2 * minute };
    },
  };
}
