import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { imageFor } from "@signalbox/local/images/catalogue";
import { answerCall } from "@signalbox/local/wire/answer";
import type { WireRequest } from "@signalbox/local/wire/protocol";
import { virtualClock } from "@signalbox/local/world/clock";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import fc from "fast-check";
import { anyDocument } from "./documents.ts";
import { errorIn } from "./error-in.ts";
import { inputOf } from "./inputs.ts";
import { anyOperation, anyRequest, type Malformed } from "./requests.ts";

export interface Fuzzed {
  /** Requests whose answer was no AWS error and no success, the first ten. */
  readonly failures: readonly string[];
  readonly answered: { refused: number; accepted: number; notImplemented: number };
}

const batch = 500;

/** Sends `count` malformed requests to a cloud with a little of everything in it; the same seed, the same requests. */
export async function fuzzCloud(count: number, seed: number): Promise<Fuzzed> {
  const clock = virtualClock();
  const failures: string[] = [];
  const report = (label: string, error: unknown): void => {
    failures.push(`${label}: ${error instanceof Error ? error.stack : error}`);
  };
  const plane = modelPlane({ clock, random: random(seed).fork("plane"), imageFor });
  const cloud = createCloud({ clock, seed, plane, report });
  const answered = { refused: 0, accepted: 0, notImplemented: 0 };
  const send = async ({ method, path, headers, body }: Malformed): Promise<void> => {
    const request: WireRequest = { method, headers, body, url: new URL(path, "http://127.0.0.1:4566") };
    const { principalOf } = cloud.roles;
    const answer = await answerCall(
      { handle: cloud.handle, principalOf, requestIds: () => "request-1" },
      request,
    );
    const text = Buffer.from(answer.body).toString("latin1");
    const shaped = errorIn(answer.headers["content-type"] ?? "").test(text);
    if (answer.status < 300) answered.accepted++;
    else if (shaped && answer.status === 501) answered.notImplemented++;
    else if (shaped && answer.status < 500) answered.refused++;
    else failures.push(`${answer.status} ${described({ method, path, headers, body })}: ${text}`);
  };
  const all = async (): Promise<void> => {
    await furnish(cloud);
    for (let sent = 0; sent < count && failures.length < 10; sent += batch) {
      const numRuns = Math.min(batch, count - sent);
      for (const request of fc.sample(anyMalformed, { seed: seed * 1_000_003 + sent, numRuns }))
        await send(request);
      // So that what was accepted happens: executions run, schedules and alarms come due.
      await clock.sleep(60_000);
    }
    await cloud.stop();
  };
  await clock.run(all());
  return { failures: failures.slice(0, 10), answered };
}

const json = (service: string, target: string, input: unknown): Malformed => ({
  method: "POST",
  path: "/",
  headers: {
    "x-amz-target": target,
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260102/us-east-1/${service}/aws4_request`,
  },
  body: Buffer.from(JSON.stringify(input) ?? ""),
});

const confusedCall: fc.Arbitrary<Malformed> = anyOperation.chain(([service, name]) => {
  const operation = service.operations.get(name);
  return (operation ? inputOf(operation.input) : fc.constant({})).map((input) =>
    json(service.name, `${service.target}.${name}`, input),
  );
});

const documentCall = anyDocument.map(({ target, input }) => json("any", target, input));

/** A third each of bytes, types and documents that are wrong. */
const anyMalformed = fc.oneof(anyRequest, confusedCall, documentCall);

function described({ path, headers, body }: Malformed): string {
  return `${path} ${headers["x-amz-target"] ?? ""} ${body.toString().slice(0, 1000)}`;
}

/** One of each thing that the inputs name. */
async function furnish({ world, lambda }: Cloud): Promise<void> {
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  const roleArn = `arn:aws:iam::${world.account}:role/thing`;
  lambda.install({
    functionName: "thing",
    region: "us-east-1",
    roleArn,
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    load: async () => async (event) => event,
  });
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "A",
    States: { A: { Type: "Wait", Seconds: 99, End: true } },
  });
  const machine = { name: "thing", roleArn, definition };
  const { stateMachineArn } = await world.call("states", "CreateStateMachine", machine, caller);
  await world.call("states", "StartExecution", { stateMachineArn, name: "run" }, caller);
  await world.call("ecs", "CreateCluster", { clusterName: "thing" }, caller);
  await world.call("sns", "CreateTopic", { Name: "thing" }, caller);
  await world.call("ecr", "CreateRepository", { repositoryName: "thing" }, caller);
  await world.call(
    "dynamodb",
    "CreateTable",
    {
      TableName: "thing",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    },
    caller,
  );
}
