import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Cloud, createCloud } from "../cloud.ts";
import { openEndpoint } from "../endpoint.ts";
import { imageFor } from "../images/catalogue.ts";
import { shortCircuit } from "../wire/short-circuit.ts";
import { realClock, type VirtualClock, virtualClock } from "../world/clock.ts";
import { modelPlane } from "../world/plane/model/plane.ts";
import { random } from "../world/random.ts";

export const region = "us-east-1";
export const person = { region, principal: { kind: "person" } } as const;

/** A cloud in virtual time, with nothing deployed. */
export function quietCloud(seed = 1): { cloud: Cloud; clock: VirtualClock } {
  const clock = virtualClock();
  const plane = modelPlane({ clock, random: random(seed), imageFor });
  return { clock, cloud: createCloud({ clock, seed, plane }) };
}

/** DynamoDB's own client on a table, by either transport; retries of the SDK's standard mode. */
export async function onTable(
  transport: "http" | "direct",
  work: (client: DynamoDBClient, cloud: Cloud) => Promise<void>,
): Promise<void> {
  const virtual = transport === "direct" ? virtualClock() : undefined;
  const clock = virtual ?? realClock(100);
  const cloud = createCloud({ clock, seed: 1, plane: modelPlane({ clock, random: random(1), imageFor }) });
  const server = transport === "http" ? await openEndpoint(cloud, 0) : undefined;
  const client = new DynamoDBClient({
    region,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    ...(server && { endpoint: server.url }),
  });
  const ids = cloud.world.random.fork("client");
  const circuit = { region, principal: person.principal, requestIds: () => ids.uuid(), clock };
  if (!server) shortCircuit(client, "dynamodb", cloud.handle, circuit);
  const all = async (): Promise<void> => {
    await cloud.world.call(
      "dynamodb",
      "CreateTable",
      {
        TableName: "table",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      },
      person,
    );
    await clock.sleep(60_000);
    await work(client, cloud);
  };
  try {
    await (virtual ? virtual.run(all()) : all());
  } finally {
    await server?.close();
    await cloud.stop();
  }
}
