import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { readPlatform } from "@signalbox/local/deploy/document";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import type { Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { tokensHeader } from "@signalbox/local/images/ollama/tokens";
import { clientOf } from "@signalbox/local/traffic/client";
import { realClock, virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import type { Answer } from "@signalbox/local/world/plane/answer";
import { httpPlane } from "@signalbox/local/world/plane/http/plane";
import { type ModelPlane, modelPlane } from "@signalbox/local/world/plane/model/plane";
import type { Plane } from "@signalbox/local/world/plane/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import { withoutSchedules } from "./laptop.fixture.ts";
import { withoutUpgrades } from "./without-upgrades.fixture.ts";

export const home = "us-east-1";
export const away = "eu-west-1";
const service = "ollama";
const stage = "spill-over";
const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "Good morning" }] });
const names = namesOf({ name: "signalbox", stage });
/** Before Ollama's listener stands its holder. */
const holderPort = 21_434;

/** A chat is late that waited longer than the objective's five seconds for its first word. */
export interface Saw {
  readonly answered: number;
  readonly late: number;
  readonly lost: number;
}
const nothing: Saw = { answered: 0, late: 0, lost: 0 };

export interface Spilling {
  readonly clock: WorldClock;
  readonly cloud: Cloud;
  readonly world: World;
  /** Chats a second of a region's users from now on; of the home region's unless said. */
  load(perSecond: number, region?: string): void;
  /** What those users saw that were answered, or not, since it was last asked. */
  saw(region?: string): Saw;
  minutes(count: number): Promise<void>;
  decision(region: string): Promise<DecisionRecord | undefined>;
  desired(region: string): Promise<number>;
  /** Ends every replica of a region, as when their machines are taken. */
  stopAll(region: string): Promise<void>;
  /** Requests that the replicas of a region counted in so many minutes. */
  served(region: string, minutes: number): Promise<number>;
}

/** The platform whose overflow goes from one region to another one, as the stacks have it; the minute of the planners is the test's. */
export async function onSpilling(
  { factor, guards = [] }: { readonly factor?: number; readonly guards?: readonly Guard[] },
  scenario: (spilling: Spilling) => Promise<void>,
): Promise<void> {
  const virtual = virtualClock();
  const clock = factor === undefined ? virtual : realClock(factor);
  const databases = modelDatabases(clock);
  const chance = random(7).fork("plane");
  const plane = (factor === undefined ? modelPlane : httpPlane)({ clock, random: chance, imageFor });
  const document = withoutUpgrades(withoutSchedules(readPlatform(stage)));
  const { account, regions } = document;
  const played = async (): Promise<void> => {
    const cloud = createCloud({ clock, seed: 7, plane, databases, account, regions }, [...guards]);
    const over = new AbortController();
    const { world } = cloud;
    await clock.hurry(bringUp(cloud, { document, policy: {} }));
    const users = new Map([home, away].map((region) => [region, usersOf(region, plane, clock, over.signal)]));
    const looking = async (): Promise<void> => {
      while (!over.signal.aborted) {
        await clock.sleep(60_000 - (clock.now() % 60_000) + 5_000, over.signal).catch(() => {});
        if (over.signal.aborted) break;
        const asked = { FunctionName: names.deployed("plan-inference"), Payload: Buffer.from("{}") };
        const look = (region: string) => world.call("lambda", "Invoke", asked, personIn(region));
        // A region that is dark looks at nothing.
        await Promise.all([home, away].map((region) => look(region).catch(() => {})));
      }
    };
    const busy = [looking(), ...[...users.values()].map(({ chatting }) => chatting)];
    const ledgerIn = async (region: string) => {
      const platform = await platformIn(world, region, names.platformParameters);
      const roleArn = arns.role(platform, names.role(region, "scale-inference"));
      return workLedgerOf(
        { aws: cloud.clientsOf({ roleArn, region, session: "reader" }), platform },
        "scale",
        service,
      );
    };
    const ledgers = new Map<string, Awaited<ReturnType<typeof ledgerIn>>>();
    for (const region of [home, away]) ledgers.set(region, await ledgerIn(region));
    try {
      await scenario({
        ...{ clock, cloud, world },
        load: (perSecond, region = home) => users.get(region)?.load(perSecond),
        saw: (region = home) => users.get(region)?.saw() ?? nothing,
        minutes: (count) => clock.sleep(count * 60_000),
        decision: async (region) => {
          const ledger = ledgers.get(region);
          return ledger && (await getItem(ledger, ledgerKeys.decision, DecisionRecord));
        },
        desired: async (region) => {
          const asked = { cluster: names.cluster, services: [names.service(service, "blue")] };
          const { services = [] } = await world.call("ecs", "DescribeServices", asked, personIn(region));
          return services[0]?.desiredCount ?? -1;
        },
        stopAll: async (region) => {
          const asked = { cluster: names.cluster, serviceName: names.service(service, "blue") };
          const { taskArns = [] } = await world.call("ecs", "ListTasks", asked, personIn(region));
          for (const task of taskArns)
            await world.call("ecs", "StopTask", { cluster: names.cluster, task }, personIn(region));
        },
        served: async (region, minutes) => {
          const end = clock.now();
          const asked = {
            Namespace: "Signalbox/Inference",
            MetricName: "requests",
            Dimensions: [{ Name: "Service", Value: names.service(service, "blue") }],
            StartTime: new Date(end - minutes * 60_000),
            EndTime: new Date(end),
            Period: 60,
            Statistics: ["Sum" as const],
          };
          const { Datapoints = [] } = await world.call(
            "monitoring",
            "GetMetricStatistics",
            asked,
            personIn(region),
          );
          return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
        },
      });
    } finally {
      over.abort();
      await Promise.all(busy);
      await cloud.stop();
    }
  };
  await (clock === virtual ? virtual.run(played()) : played());
}

/** Users of a region, who come to its holder. */
function usersOf(region: string, plane: Plane | ModelPlane, clock: WorldClock, end: AbortSignal) {
  const holder = plane
    .listening()
    .find(
      (one) =>
        one.region === region &&
        one.loadBalancerName === names.loadBalancer("internal") &&
        one.port === holderPort,
    );
  const client = clientOf(plane, holder?.url ?? "", clock);
  let [perSecond, seen] = [0, nothing];
  const hears = (answer: Answer): void => {
    const { answered, late, lost } = seen;
    if (answer.kind !== "answered" || answer.status !== 200) seen = { ...seen, lost: lost + 1 };
    else if (answer.firstByteSeconds > 5.5) seen = { ...seen, late: late + 1 };
    else seen = { ...seen, answered: answered + 1 };
  };
  const headers = { [tokensHeader]: "400/100", "content-length": `${Buffer.byteLength(body)}` };
  const chatting = (async () => {
    for (let due = 0; !end.aborted; ) {
      await clock.sleep(1000, end).catch(() => {});
      for (due += perSecond; due >= 1; due--)
        client.send({ kind: "chat", method: "POST", path: "/api/chat", headers, body }, hears);
    }
    client.close();
  })();
  return {
    chatting,
    load: (now: number): void => {
      perSecond = now;
    },
    saw: (): Saw => {
      const found = seen;
      seen = nothing;
      return found;
    },
  };
}

const personIn = (region: string) => ({ region, principal: { kind: "person" } }) as const;
