import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Cutover, type CutoverMark } from "@signalbox/core/upgrade/outage";
import type { Row } from "@signalbox/local/world/database/database-plane";
import { type Laptop, names, onLaptop, person, type Setting } from "./laptop.fixture.ts";
import { type Behaviour, ending, item, pushQuietly, run, type Upgrade } from "./release.fixture.ts";
import { ask } from "./turns.fixture.ts";

/** Quick, and judged by little: what these scenarios are about is the database. */
const policy = {
  ladder: [50, 100],
  bakeSeconds: 240,
  extensions: 0,
  holdSeconds: 60,
  drainSeconds: 30,
  personSeconds: 60,
  acceptableRate: 0.3,
  acceptableSlowRate: 0.3,
};

export type Upgradable = Laptop & ReturnType<typeof withUpgrades>;

/** The laptop's platform whose image owns its database, with users who chat. */
export const onUpgradable = (
  setting: Setting,
  scenario: (upgradable: Upgradable) => Promise<void>,
): Promise<void> =>
  onLaptop(
    {
      databases: true,
      upgrades: true,
      requestsPerSecond: 2,
      warmUpSeconds: 120,
      ...setting,
      policy: { ...policy, ...setting.policy },
    },
    (laptop) => scenario({ ...laptop, ...withUpgrades(laptop) }),
  );

function withUpgrades(laptop: Laptop) {
  const { world } = laptop;
  /** The host that tasks connect to when they start. */
  const host = async (): Promise<string> => {
    const asked = { Name: names.connection("database-host") };
    return (await world.call("ssm", "GetParameter", asked, person)).Parameter?.Value ?? "";
  };
  return {
    host,
    /** Titles of the chats that users find, by id. */
    chats: async (): Promise<ReadonlyMap<string, Row>> => {
      const rows = (await world.databases.at(await host())?.rows("chat")) ?? [];
      return new Map(rows.map((row) => [String(row.id), row]));
    },
    /** Pushes a version whose migration does so much, and asks for it. */
    upgrade: async (
      name: string,
      tag: string,
      upgrade: Upgrade,
      more: Parameters<typeof ask>[3] = {},
      behaviour: Behaviour = "good",
    ) => {
      await pushQuietly(laptop, tag, behaviour, upgrade);
      return await ask(laptop, name, tag, more);
    },
    ended: (execution: string) => ending(laptop, execution),
    record: (name: string) => run(laptop, name),
    cutover: (name: string) => item(laptop, ledgerKeys.cutover(name), Cutover),
    /** Waits until a cutover has come so far. */
    marked: async (name: string, mark: CutoverMark): Promise<void> => {
      for (let looks = 0; looks < 10_000; looks++) {
        const found = await item(laptop, ledgerKeys.cutover(name), Cutover);
        if (found?.marks.some((one) => one.mark === mark)) return;
        await laptop.clock.sleep(500);
      }
      throw new Error(`the cutover ${name} is never ${mark}`);
    },
    /** Gives every chat a title of its own, or the first two of them the same one. */
    retitle: async (which: "each" | "twice"): Promise<void> => {
      const database = world.databases.at(await host());
      const rows = (await database?.rows("chat")) ?? [];
      const changed = which === "each" ? rows : rows.slice(0, 2);
      await database?.transact(
        changed.map(({ id = null }) => ({
          kind: "update",
          table: "chat",
          key: id,
          row: { title: which === "each" ? `chat ${id}` : "twice" },
        })),
      );
    },
    /** As whoever is past all doors does. */
    deleteChats: async (): Promise<void> => {
      const database = world.databases.at(await host());
      const rows = (await database?.rows("chat")) ?? [];
      await database?.transact(
        rows.slice(0, 3).map(({ id = null }) => ({ kind: "delete", table: "chat", key: id })),
      );
    },
    /** A point of the cluster that tasks connect to, once its job has ended. */
    backedUp: async (): Promise<void> => {
      const { vault = "", roleArn = "", targets } = laptop.platform.backup ?? {};
      const wanted = {
        BackupVaultName: vault,
        IamRoleArn: roleArn,
        ResourceArn: targets?.database ?? "",
      };
      const { BackupJobId } = await world.call("backup", "StartBackupJob", wanted, person);
      const stateOf = async () =>
        (await world.call("backup", "DescribeBackupJob", { BackupJobId }, person)).State;
      while ((await stateOf()) !== "COMPLETED") await laptop.clock.sleep(5_000);
    },
    /** How many rules of the maintenance page match anything. */
    page: async () => {
      const RuleArns = Object.values(laptop.platform.maintenance ?? {});
      const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, person);
      return Rules.filter(({ Conditions }) => Conditions?.[0]?.Field === "path-pattern").length;
    },
    /** Task definitions that migrate, and tasks of them that run. */
    migrators: async (): Promise<string[]> => {
      const family = names.migratorFamily("open-webui");
      const asked = { familyPrefix: family };
      const { taskDefinitionArns = [] } = await world.call("ecs", "ListTaskDefinitions", asked, person);
      const running = { cluster: names.cluster, family };
      const { taskArns = [] } = await world.call("ecs", "ListTasks", running, person);
      return [...taskDefinitionArns, ...taskArns];
    },
    /** Clusters by name. */
    clusters: async (): Promise<string[]> =>
      ((await world.call("rds", "DescribeDBClusters", {}, person)).DBClusters ?? []).map(
        ({ DBClusterIdentifier = "" }) => DBClusterIdentifier,
      ),
  };
}
