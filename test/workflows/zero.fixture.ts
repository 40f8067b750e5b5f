import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { InferencePlaces } from "@signalbox/core/platform/inference-places";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import type { Schedules } from "@signalbox/core/scaling/schedules";
import { type Held, readHeld } from "@signalbox/core/scaling/status/held";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { metricDataOf } from "@signalbox/functions/aws/metric-data";
import type { PlatformDocument } from "@signalbox/local/deploy/document";
import { tokensHeader } from "@signalbox/local/images/ollama/tokens";
import { clientOf } from "@signalbox/local/traffic/client";
import type { Answer } from "@signalbox/local/world/plane/answer";
import { type Laptop, names, onPlatform, person, region, type Setting } from "./laptop.fixture.ts";

export const service = "ollama";

const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "Good morning" }] });

/** What a client saw of a chat, and when it asked: milliseconds since 1970. */
export interface Seen {
  readonly asked: number;
  readonly answer: Answer;
}

export interface Zero extends Laptop {
  /** One chat, by way of the holder; resolves with what its client saw. */
  chat(tokens?: string): Promise<Seen>;
  /** What the clients of all chats saw, once all have ended. */
  answers(): Promise<readonly Seen[]>;
  /** A chat every so many seconds for so many minutes. */
  chats(everySeconds: number, minutes: number): Promise<readonly Seen[]>;
  /** Has the planner look each minute, as it does from the start, or not. */
  looks(each: boolean): void;
  /** Lets minutes pass. */
  minutes(count: number): Promise<void>;
  /** Tasks that the model's service wants. */
  desired(): Promise<number>;
  setTasks(of: string, desiredCount: number): Promise<void>;
  decision(): Promise<DecisionRecord | undefined>;
  /** What a person is told of those who are held. */
  held(): Promise<Held | undefined>;
  /** Planner's runs, by whom they were asked. */
  runs(): Promise<number>;
}

/** As if the configuration had them. */
function withSchedules({ entries, ...rest }: PlatformDocument, schedules: Schedules): PlatformDocument {
  const told = (text: string): string => {
    const { services, ...places } = InferencePlaces.parse(JSON.parse(text));
    return JSON.stringify({ ...places, services: services.map((one) => ({ ...one, schedules })) });
  };
  return {
    ...rest,
    entries: entries.map((entry) => {
      const { call } = entry;
      if (!call || !String(call.input.Name).endsWith("/platform/inference")) return entry;
      return { ...entry, call: { ...call, input: { ...call.input, Value: told(String(call.input.Value)) } } };
    }),
  };
}

/** The platform whose model sleeps, as the stacks have it; the minute of the planner is the test's, its alarms are the deployed ones. */
export const onZero = (
  scenario: (zero: Zero) => Promise<void>,
  { schedules, ...setting }: Pick<Setting, "factor" | "guards"> & { readonly schedules?: Schedules } = {},
): Promise<void> =>
  onPlatform(
    {
      config: "scale-to-zero",
      group: service,
      strategy: "canary",
      ...(schedules && { change: (of) => withSchedules(of, schedules) }),
    },
    { requestsPerSecond: 0.001, warmUpSeconds: 30, ...setting },
    async (laptop) => {
      const { clock, cloud, world, platform } = laptop;
      const listener = world.plane
        .listening()
        .find((one) => one.loadBalancerName === names.loadBalancer("internal") && one.port === 21_434);
      const client = clientOf(world.plane, listener?.url ?? "", clock);
      const roleArn = arns.role(platform, names.role(region, "scale-inference"));
      const ledger = workLedgerOf(
        { aws: cloud.clientsOf({ roleArn, region, session: "reader" }), platform },
        "scale",
        service,
      );
      const stateMachineArn = arns.stateMachine(platform, names.deployed("scale-inference"));
      const all: Promise<Seen>[] = [];
      const chat = (tokens = "400/100"): Promise<Seen> => {
        const asked = clock.now();
        const headers = { [tokensHeader]: tokens, "content-length": `${Buffer.byteLength(body)}` };
        const seen = new Promise<Seen>((resolve) =>
          client.send({ kind: "chat", method: "POST", path: "/api/chat", headers, body }, (answer) =>
            resolve({ asked, answer }),
          ),
        );
        all.push(seen);
        return seen;
      };
      let looks = true;
      const over = new AbortController();
      const looking = (async () => {
        while (!over.signal.aborted) {
          await clock.sleep(60_000 - (clock.now() % 60_000) + 5_000, over.signal).catch(() => {});
          const asked = { FunctionName: names.deployed("plan-inference"), Payload: Buffer.from("{}") };
          // In a region that is dark nobody hears it.
          if (looks && !over.signal.aborted)
            await world.call("lambda", "Invoke", asked, person).catch(() => undefined);
        }
      })();
      await scenario({
        ...laptop,
        chat,
        answers: () => Promise.all(all),
        looks: (each) => {
          looks = each;
        },
        chats: async (everySeconds, minutes) => {
          const seen: Promise<Seen>[] = [];
          for (const end = clock.now() + minutes * 60_000; clock.now() < end; ) {
            seen.push(chat());
            await clock.sleep(everySeconds * 1000);
          }
          return await Promise.all(seen);
        },
        minutes: (count) => clock.sleep(count * 60_000),
        desired: async () => {
          const asked = { cluster: names.cluster, services: [names.service(service, "blue")] };
          const { services = [] } = await world.call("ecs", "DescribeServices", asked, person);
          return services[0]?.desiredCount ?? -1;
        },
        setTasks: async (of, desiredCount) => {
          await world.call(
            "ecs",
            "UpdateService",
            { cluster: names.cluster, service: of, desiredCount },
            person,
          );
        },
        held: () =>
          readHeld(
            (window, queries) =>
              metricDataOf(
                (input) => world.call("monitoring", "GetMetricData", input, person),
                window,
                queries,
              ),
            "ollama-holder",
            clock.now(),
          ),
        decision: () => getItem(ledger, ledgerKeys.decision, DecisionRecord),
        runs: async () => {
          const { executions = [] } = await world.call(
            "states",
            "ListExecutions",
            { stateMachineArn },
            person,
          );
          return executions.length;
        },
      }).finally(async () => {
        over.abort();
        await looking;
        client.close();
      });
    },
  );
