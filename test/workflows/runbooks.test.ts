import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { Freeze } from "@signalbox/core/release/turns/freeze";
import { RunbookReport } from "@signalbox/core/runbook/report";
import {
  getItem,
  groupsLedgerOf,
  ledgerOf,
  putItem,
  queryItems,
  workLedgerOf,
} from "@signalbox/functions/aws/ledger";
import { Login } from "@signalbox/functions/rotation/logins";
import { loginsAt } from "@signalbox/local/world/database/logins";
import { expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { type Laptop, names, onLaptop, person, type Setting } from "./laptop.fixture.ts";

const quiet = { requestsPerSecond: 2, warmUpSeconds: 60 } as const;
const asked = { reason: "it leaks memory", requestedBy: "ada" };

interface Runbooks extends Laptop {
  /** Starts one and waits for its end. */
  play(name: string, input: object): Promise<object & { readonly run: string }>;
  report(name: string, run: string): Promise<RunbookReport | undefined>;
  /** Ids of the tasks that run. */
  tasks(): Promise<string[]>;
  /** Availability zones of the tasks of all services. */
  zones(): Promise<string[]>;
}

const onRunbooks = (scenario: (runbooks: Runbooks) => Promise<void>, setting: Setting = {}) =>
  onLaptop({ ...quiet, ...setting }, async (laptop) => {
    const { clock, platform, world } = laptop;
    let number = 0;
    const play: Runbooks["play"] = async (name, input) => {
      const run = `r${++number}`;
      const stateMachineArn = arns.stateMachine(platform, names.deployed(name));
      const { executionArn = "" } = await world.call(
        "states",
        "StartExecution",
        { stateMachineArn, name: run, input: JSON.stringify({ ...asked, ...input }) },
        person,
      );
      for (;;) {
        const found = await world.call("states", "DescribeExecution", { executionArn }, person);
        if (found.status !== "RUNNING") return { ...found, output: JSON.parse(found.output ?? "null"), run };
        await clock.sleep(1_000);
      }
    };
    const report: Runbooks["report"] = (name, run) => {
      const ledger = workLedgerOf({ aws: laptop.reader, platform }, "runbook", names.deployed(name));
      return getItem(ledger, ledgerKeys.run(run), RunbookReport);
    };
    const tasks = async (): Promise<string[]> => {
      const { taskArns = [] } = await world.call(
        "ecs",
        "ListTasks",
        {
          cluster: names.cluster,
          serviceName: names.service("open-webui", "blue"),
          desiredStatus: "RUNNING",
        },
        person,
      );
      return taskArns;
    };
    const zones = async (): Promise<string[]> => {
      const { cluster } = names;
      const { taskArns = [] } = await world.call("ecs", "ListTasks", { cluster }, person);
      const found = await world.call("ecs", "DescribeTasks", { cluster, tasks: taskArns }, person);
      return (found.tasks ?? []).map(({ availabilityZone = "" }) => availabilityZone).toSorted();
    };
    await scenario({ ...laptop, play, report, tasks, zones });
  });

test("restart-service replaces every task by a new one, and no request is lost", () =>
  onRunbooks(async (runbooks) => {
    const before = await runbooks.tasks();
    const played = await runbooks.play("restart-service", { service: "open-webui" });
    expect(played).toMatchObject({ status: "SUCCEEDED" });
    const after = await runbooks.tasks();
    expect(after).toHaveLength(before.length);
    expect(after.filter((task) => before.includes(task))).toEqual([]);
    expect(runbooks.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    expect(await runbooks.report("restart-service", played.run)).toMatchObject({
      outcome: "done",
      requestedBy: "ada",
      reason: "it leaks memory",
      said: ["all tasks of open-webui are new, and serve"],
    });
  }));

test("a dry run of each runbook says what would be done, and changes nothing", () =>
  onRunbooks(async (runbooks) => {
    const before = await runbooks.tasks();
    const from = runbooks.calls.length;
    for (const [name, input] of [
      ["restart-service", { service: "open-webui" }],
      ["scale-service", { service: "open-webui", tasks: 4 }],
      ["freeze-releases", { minutes: 60 }],
      ["raise-maintenance", { minutes: 10 }],
      ["lower-maintenance", {}],
      ["quarantine", {}],
      ["drain-zone", { zone: "us-east-1a" }],
      ["return-zone", { zone: "us-east-1a" }],
    ] as const) {
      const played = await runbooks.play(name, { ...input, dryRun: true });
      expect({ name, ...played }).toMatchObject({
        status: "SUCCEEDED",
        output: { would: expect.any(String) },
      });
    }
    expect(await runbooks.tasks()).toEqual(before);
    const changed = runbooks.calls
      .slice(from)
      .filter(
        ({ context }) =>
          context.principal.kind === "role" &&
          /-(restart|scale)-service$|-(drain|return)-zone$|-(freeze-releases|quarantine)$|-(raise|lower)-maintenance$/.test(
            context.principal.arn,
          ),
      )
      .map(({ operation, service, input }) => ({ operation, service, table: Object(input).TableName }))
      .filter(
        ({ operation, table }) =>
          !/^(Describe|Get|List|Query)/.test(operation) && table !== names.idempotencyTable,
      );
    expect(changed).toEqual([]);
  }));

test("a service that is not there is refused with the nearest one, and people are told", () =>
  onRunbooks(async (runbooks) => {
    const played = await runbooks.play("restart-service", { service: "open-webu" });
    expect(played).toMatchObject({ status: "FAILED", error: "Runbook.UnknownService" });
    expect(await runbooks.report("restart-service", played.run)).toMatchObject({
      outcome: "failed",
      problem: { cause: "the platform has no service open-webu: did you mean open-webui?" },
    });
  }));

test("what the form does not have is refused at once, by its name", () =>
  onRunbooks(async (runbooks) => {
    const from = runbooks.clock.now();
    const played = await runbooks.play("freeze-releases", { minutes: 60, service: "open-webui" });
    expect(played).toMatchObject({
      status: "FAILED",
      error: "ParseError",
      cause: expect.stringContaining("service"),
    });
    expect(runbooks.clock.now() - from).toBeLessThan(10_000);
  }));

/** The host of the database, once it is there. */
async function serving({ clock, world }: Laptop): Promise<string> {
  for (;;) {
    const { DBClusters } = await world.call("rds", "DescribeDBClusters", {}, person);
    const host = DBClusters?.[0]?.Endpoint ?? "";
    if (world.databases.at(host)) return host;
    await clock.sleep(10_000);
  }
}

test("rotate-secret gives tasks another user, and only after a second time nobody logs in with the first password", () =>
  onRunbooks(async (runbooks) => {
    const { world } = runbooks;
    const loginNow = async (): Promise<Login> => {
      const asked = { SecretId: names.secret("database") };
      const { SecretString } = await world.call("secretsmanager", "GetSecretValue", asked, person);
      return Login.parse(JSON.parse(SecretString ?? ""));
    };
    const database = loginsAt(world, await serving(runbooks));
    const first = await loginNow();
    expect(await runbooks.play("rotate-secret", {})).toMatchObject({ status: "SUCCEEDED" });
    const second = await loginNow();
    expect(second.username).not.toBe(first.username);
    for (const login of [first, second]) await database.check(login);
    expect(await runbooks.play("rotate-secret", {})).toMatchObject({ status: "SUCCEEDED" });
    const third = await loginNow();
    expect(third).toMatchObject({
      username: first.username,
      password: expect.not.stringMatching(first.password),
    });
    await expect(database.check(first)).rejects.toThrow("password authentication failed");
    for (const login of [second, third]) await database.check(login);
  }));

test("a rotation that does not come to its last step leaves the version that counts, and the runbook says so in the end", () =>
  onRunbooks(async (runbooks) => {
    const { cloud, world } = runbooks;
    await serving(runbooks);
    const SecretId = names.secret("database");
    const current = async () =>
      (await world.call("secretsmanager", "GetSecretValue", { SecretId }, person)).SecretString;
    const before = await current();
    cloud.faults.add({ kind: "deny", operation: "UpdateSecretVersionStage" });
    expect(await runbooks.play("rotate-secret", {})).toMatchObject({ error: "Runbook.NotInTime" });
    expect(await current()).toBe(before);
    expect(cloud.faults.struck().length).toBeGreaterThan(0);
    const { VersionIdsToStages = {} } = await world.call(
      "secretsmanager",
      "DescribeSecret",
      { SecretId },
      person,
    );
    expect(Object.values(VersionIdsToStages).flat()).toContain("AWSPENDING");
  }));

test("while a release has the group, its service is neither restarted nor scaled, nor moved out of a zone", () =>
  onRunbooks(async (runbooks) => {
    const { platform, reader, world } = runbooks;
    const stateMachineArn = arns.stateMachine(platform, names.deployed("restart-service"));
    // Any execution that runs may stand for the release; this one takes most of a minute.
    const { executionArn: owner = "" } = await world.call(
      "states",
      "StartExecution",
      { stateMachineArn, name: "stands-for-it", input: JSON.stringify({ ...asked, service: "ollama" }) },
      person,
    );
    await putItem(ledgerOf({ aws: reader, platform }, "open-webui"), ledgerKeys.lock, {
      owner,
      run: "r9",
      epoch: 1,
    });
    for (const [name, input] of [
      ["restart-service", { service: "open-webui" }],
      ["scale-service", { service: "open-webui", tasks: 4 }],
      ["drain-zone", { zone: "us-east-1a" }],
    ] as const)
      expect(await runbooks.play(name, input)).toMatchObject({ error: "Runbook.ReleaseUnderWay" });
  }));

test("scale-service sets the least number of tasks, raises the most, and waits until they run", () =>
  onRunbooks(async (runbooks) => {
    const played = await runbooks.play("scale-service", { service: "open-webui", tasks: 12 });
    expect(played).toMatchObject({ status: "SUCCEEDED" });
    expect(await runbooks.tasks()).toHaveLength(12);
  }));

test("drain-zone takes all tasks out of a zone that limps, users notice it no more, and return-zone spreads them again", () =>
  onRunbooks(async (runbooks) => {
    const { clock, cloud, traffic } = runbooks;
    const lostInMinutes = async (minutes: number): Promise<number> => {
      const { lost } = traffic.ledger.snapshot();
      await clock.sleep(minutes * 60_000);
      return traffic.ledger.snapshot().lost - lost;
    };
    const before = await runbooks.zones();
    expect(new Set(before)).toEqual(new Set(["us-east-1a", "us-east-1b"]));
    const limps = cloud.faults.add({ kind: "zone-dark", zone: "us-east-1a", probability: 0.1 });
    expect(await lostInMinutes(5)).toBeGreaterThan(10);

    const played = await runbooks.play("drain-zone", { zone: "us-east-1a" });
    expect(played).toMatchObject({ status: "SUCCEEDED" });
    expect(await lostInMinutes(10)).toBe(0);
    expect(await runbooks.zones()).toEqual(before.map(() => "us-east-1b"));
    cloud.faults.remove(limps);

    const tasks = await runbooks.tasks();
    expect(await runbooks.play("drain-zone", { zone: "us-east-1a" })).toMatchObject({ status: "SUCCEEDED" });
    expect(await runbooks.tasks()).toEqual(tasks);
    const last = await runbooks.play("drain-zone", { zone: "us-east-1b" });
    expect(last).toMatchObject({ status: "FAILED", error: "Runbook.LastZone" });
    const other = await runbooks.play("drain-zone", { zone: "us-east-1c" });
    expect(other).toMatchObject({
      error: "Runbook.UnknownZone",
      cause: expect.stringContaining("did you mean us-east-1a?"),
    });

    const { lost } = traffic.ledger.snapshot();
    expect(await runbooks.play("return-zone", { zone: "us-east-1a" })).toMatchObject({ status: "SUCCEEDED" });
    await clock.sleep(10 * 60_000);
    expect(new Set(await runbooks.zones())).toEqual(new Set(before));
    expect(traffic.ledger.snapshot()).toMatchObject({ lost });
  }));

test("return-zone to a zone that is still dark loses no request: who serves elsewhere goes on until the new ones do", () =>
  onRunbooks(async (runbooks) => {
    const { cloud, traffic } = runbooks;
    expect(await runbooks.play("drain-zone", { zone: "us-east-1a" })).toMatchObject({ status: "SUCCEEDED" });
    cloud.faults.add({ kind: "zone-dark", zone: "us-east-1a" });
    const { lost } = traffic.ledger.snapshot();
    await runbooks.play("return-zone", { zone: "us-east-1a" });
    expect(traffic.ledger.snapshot()).toMatchObject({ lost });
  }));

test("drain-zone that is cut off anywhere moves each service once", async () => {
  for (const when of ["before", "after"] as const) {
    const { guard, cut } = cutOff(1, when, ({ operation }) => operation === "UpdateService");
    await onRunbooks(
      async (runbooks) => {
        const from = runbooks.calls.length;
        const played = await runbooks.play("drain-zone", { zone: "us-east-1b" });
        expect(played).toMatchObject({ status: "SUCCEEDED" });
        expect(cut()).toBeDefined();
        const moved = runbooks.calls.slice(from).filter(({ operation }) => operation === "UpdateService");
        const services = moved.map(({ input }) => String(Object(input).service));
        expect(services.toSorted()).toEqual([...new Set(services)].toSorted());
        expect(new Set(await runbooks.zones())).toEqual(new Set(["us-east-1a"]));
      },
      { guards: () => [guard] },
    );
  }
});

test("raise-maintenance keeps users out, and lower-maintenance lets them in again", () =>
  onRunbooks(async (runbooks) => {
    const { clock, traffic } = runbooks;
    const turnedAway = async (): Promise<number> => {
      const before = traffic.ledger.snapshot().losses["503"];
      await clock.sleep(60_000);
      return traffic.ledger.snapshot().losses["503"] - before;
    };
    expect(await runbooks.play("raise-maintenance", { minutes: 10 })).toMatchObject({ status: "SUCCEEDED" });
    await clock.sleep(5_000);
    expect(await turnedAway()).toBeGreaterThan(60);
    expect(await runbooks.play("lower-maintenance", {})).toMatchObject({ status: "SUCCEEDED" });
    await clock.sleep(5_000);
    expect(await turnedAway()).toBe(0);
  }));

test("quarantine keeps users out, lets no release begin, and keeps the database as it is", () =>
  onRunbooks(
    async (runbooks) => {
      const { reader, platform, traffic, world } = runbooks;
      const played = await runbooks.play("quarantine", {});
      expect(played).toMatchObject({ status: "SUCCEEDED" });
      expect(traffic.ledger.snapshot().losses["503"]).toBeGreaterThan(60);
      const { DBClusterSnapshots } = await world.call("rds", "DescribeDBClusterSnapshots", {}, person);
      expect(DBClusterSnapshots).toMatchObject([{ Status: "available", SnapshotType: "manual" }]);
      const [freeze] = await queryItems(
        groupsLedgerOf({ aws: reader, platform }),
        ledgerKeys.freezes,
        Freeze,
      );
      expect(freeze).toMatchObject({ by: "ada", reason: "quarantine: it leaks memory" });
    },
    { databases: true },
  ));

test("freeze-releases that is cut off anywhere freezes once", async () => {
  const { guard } = cutOff(
    0,
    "after",
    (call) => call.operation === "PutItem" && JSON.stringify(call.input).includes("freeze#"),
  );
  await onRunbooks(
    async (runbooks) => {
      expect(await runbooks.play("freeze-releases", { minutes: 60 })).toMatchObject({ status: "SUCCEEDED" });
    },
    { guards: () => [guard] },
  );
});
