import { ElasticLoadBalancingV2Client, ModifyRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Call } from "@signalbox/local/gate/gate";
import { serve } from "@signalbox/local/wire/server";
import { shortCircuit } from "@signalbox/local/wire/short-circuit";
import { realClock } from "@signalbox/local/world/clock";
import type { Row } from "./row.ts";

const handle = async ({ operation }: Call): Promise<object> =>
  operation === "ModifyRule" ? { Rules: [{ RuleArn: "r" }] } : { executionArn: "e", startDate: new Date(0) };

/** Calls a second of client and server together, in one process, on one core. */
export async function benchWire(): Promise<Row[]> {
  let ids = 0;
  const requestIds = (): string => `request-${++ids}`;
  const principal = { kind: "person" } as const;
  const server = await serve({ handle, port: 0, principalOf: () => principal, requestIds });
  const settings = {
    region: "us-east-1",
    endpoint: server.url,
    credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
  };
  const circuit = { region: settings.region, principal, requestIds, clock: realClock() };
  const states = new SFNClient(settings);
  const balancing = new ElasticLoadBalancingV2Client(settings);
  const shortStates = new SFNClient(settings);
  const shortBalancing = new ElasticLoadBalancingV2Client(settings);
  shortCircuit(shortStates, "states", handle, circuit);
  shortCircuit(shortBalancing, "elasticloadbalancing", handle, circuit);
  const start = (client: SFNClient) => () =>
    client.send(new StartExecutionCommand({ stateMachineArn: "m", input: "{}" }));
  const modify = (client: ElasticLoadBalancingV2Client) => () =>
    client.send(new ModifyRuleCommand({ RuleArn: "r", Actions: [{ Type: "forward", TargetGroupArn: "g" }] }));
  const rows = [
    { name: "wire: HTTP, JSON, one after another", value: await rate(start(states), 2000, 1) },
    { name: "wire: HTTP, query, one after another", value: await rate(modify(balancing), 2000, 1) },
    { name: "wire: HTTP, JSON, 50 at a time", value: await rate(start(states), 5000, 50) },
    {
      name: "wire: short circuit, JSON service",
      value: await rate(start(shortStates), 50_000, 1),
      aim: ">= 20,000",
    },
    {
      name: "wire: short circuit, query service",
      value: await rate(modify(shortBalancing), 50_000, 1),
      aim: ">= 20,000",
    },
  ];
  states.destroy();
  balancing.destroy();
  await server.close();
  return rows.map((row) => ({ ...row, unit: "calls/s" }));
}

async function rate(call: () => Promise<unknown>, calls: number, together: number): Promise<number> {
  await repeat(call, calls / 10, together);
  const start = performance.now();
  await repeat(call, calls, together);
  return Math.round((calls * 1000) / (performance.now() - start));
}

async function repeat(call: () => Promise<unknown>, calls: number, together: number): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let done = 0; done < calls / together; done++) await call();
  };
  await Promise.all(Array.from({ length: together }, lane));
}
