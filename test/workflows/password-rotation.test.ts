import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Database, Login } from "@signalbox/functions/rotation/logins";
import { type RotationEvent, rotate } from "@signalbox/functions/rotation/rotate";
import { servingHost } from "@signalbox/functions/rotation/serving-host";
import { gate, type Handle } from "@signalbox/local/gate/gate";
import { secretsmanager } from "@signalbox/local/services/secretsmanager/service";
import { ssm } from "@signalbox/local/services/ssm/service";
import { surroundings } from "@signalbox/local/services/testing";
import { shortCircuit } from "@signalbox/local/wire/short-circuit";
import { describe, expect, it } from "vitest";

const region = "us-east-1";
const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
const admin: Login = { username: "signalbox", password: "master" };
const first: Login = { username: "webui_1", password: "one" };
const second: Login = { username: "webui_2", password: "never used" };

/** A database that knows passwords and nothing else. */
function passwords() {
  const known = new Map([[admin.username, admin.password]]);
  const letIn = ({ username, password }: Login) => {
    if (known.get(username) !== password) throw new Error(`password authentication failed for ${username}`);
  };
  const database: Database = {
    async allow(by, logins) {
      letIn(by);
      for (const { username, password } of logins) known.set(username, password);
    },
    async check(login) {
      letIn(login);
    },
  };
  return database;
}

/** The secrets as a deployment leaves them. A rotation begins with a version that is pending and has no value yet. */
async function deployed() {
  let handle: Handle = () => Promise.reject(new Error("not yet"));
  let begun: string | undefined;
  const { clock } = surroundings((world) => {
    const services = [secretsmanager(world)];
    handle = gate(services, [
      async (call, next) => {
        const answer = await next(call);
        if (call.operation !== "DescribeSecret" || begun === undefined) return answer;
        const stages = "VersionIdsToStages" in answer ? answer.VersionIdsToStages : {};
        return { ...answer, VersionIdsToStages: { [begun]: ["AWSPENDING"], ...(stages ?? {}) } };
      },
    ]);
    return services;
  });
  const client = new SecretsManagerClient({ region });
  let ids = 0;
  shortCircuit(client, "secretsmanager", handle, {
    region,
    principal: { kind: "person" },
    requestIds: () => `request-${++ids}`,
    clock,
  });
  const make = (Name: string, login: Login) =>
    client.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(login) }));
  await make("admin", admin);
  await make("current", first);
  await make("user-1", first);
  await make("user-2", second);

  const database = passwords();
  return {
    database,
    read: async (SecretId: string): Promise<Login> =>
      JSON.parse((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? ""),
    begin: (version: string) => {
      begun = version;
    },
    step: (Step: RotationEvent["Step"], ClientRequestToken: string) =>
      rotate(
        { Step, SecretId: "current", ClientRequestToken },
        { secretsManager: client, database, adminSecret: "admin", userSecrets: ["user-1", "user-2"] },
      ),
  };
}

describe("a rotation of the database's password", () => {
  it("makes both users the first time, and makes the other one current", async () => {
    const { begin, step, read, database } = await deployed();
    begin("version-1");
    for (const each of steps) await step(each, "version-1");
    const current = await read("current");
    expect(current.username).toBe("webui_2");
    expect(current.password).not.toBe(second.password);
    await database.check(current);
    await database.check(first);
  });

  it("leaves the user that tasks have as it is, each time", async () => {
    const { begin, step, read, database } = await deployed();
    for (const version of ["version-1", "version-2", "version-3"]) {
      const before = await read("current");
      begin(version);
      for (const each of steps) await step(each, version);
      expect((await read("current")).username).not.toBe(before.username);
      await database.check(before);
    }
  });

  it("tells the proxy of both users before tasks hear of the new one", async () => {
    const { begin, step, read, database } = await deployed();
    begin("version-1");
    await step("createSecret", "version-1");
    await step("setSecret", "version-1");
    expect(await read("current")).toEqual(first);
    for (const secret of ["user-1", "user-2"]) await database.check(await read(secret));
  });

  it.each(steps)("comes to the same when %s is done twice", async (twice) => {
    const { begin, step, read, database } = await deployed();
    begin("version-1");
    for (const each of steps) {
      await step(each, "version-1");
      if (each === twice) await step(each, "version-1");
    }
    const current = await read("current");
    expect(current.username).toBe("webui_2");
    await database.check(current);
  });

  it("refuses a version that is not being rotated", async () => {
    const { step } = await deployed();
    await expect(step("createSecret", "version-1")).rejects.toThrow(RangeError);
  });

  it("follows a restore to the cluster that tasks connect to", async () => {
    const connection = "/signalbox-production/connections/database-host";
    const hosts = {
      connection,
      restored: "signalbox-production-r????????",
      deployed: "signalbox-production.cluster-abc.us-east-1.rds.amazonaws.com",
    };
    let handle: Handle = () => Promise.reject(new Error("not yet"));
    const { call, clock } = surroundings((world) => {
      const services = [ssm(world)];
      handle = gate(services, []);
      return services;
    });
    const client = new SSMClient({ region });
    const principal = { kind: "person" } as const;
    shortCircuit(client, "ssm", handle, { region, principal, requestIds: () => "request", clock });
    const serves = async (Value: string) => {
      await call("ssm", "PutParameter", { Name: connection, Value, Type: "String", Overwrite: true });
      return await servingHost(client, hosts);
    };
    expect(await serves(hosts.deployed)).toBe(hosts.deployed);
    expect(await serves("signalbox-production.proxy-abc.us-east-1.rds.amazonaws.com")).toBe(hosts.deployed);
    const restored = "signalbox-production-r0a1b2c3d.cluster-abc.us-east-1.rds.amazonaws.com";
    expect(await serves(restored)).toBe(restored);
  });
});
