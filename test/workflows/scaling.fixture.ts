import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { InferencePlaces } from "@signalbox/core/platform/inference-places";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { type ScaleReport, ScaleReport as ScaleReportSchema } from "@signalbox/core/scaling/request";
import { getItem, type Ledger, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { PlatformDocument } from "@signalbox/local/deploy/document";
import type { Guard } from "@signalbox/local/gate/gate";
import { tokensHeader } from "@signalbox/local/images/ollama/tokens";
import { clientOf } from "@signalbox/local/traffic/client";
import type { WorldClock } from "@signalbox/local/world/clock";
import { type Laptop, names, onPlatform, person, region } from "./laptop.fixture.ts";

export const service = "ollama";
/** A chat takes a tenth of a second to be read and four to be answered: of four slots about one a second. */
const shortChat = "400/100";

export interface Scaling extends Laptop {
  /** Chats that come in each second from now on, by their tokens; 0 is nobody. */
  load(perSecond: number, tokens?: string): void;
  /** What their clients saw; late is who waited for a slot longer than the objective has it. */
  readonly saw: { answered: number; late: number; lost: number; cut: number };
  /** Lets minutes pass, in each of which the planner looks. */
  minutes(count: number): Promise<void>;
  plan(): Promise<unknown>;
  /** As a person does it behind the planner's back; until all serve. */
  scaleTo(desired: number): Promise<void>;
  /** CloudWatch tells EventBridge that requests wait. */
  press(): void;
  /** The counts that Lambdas have asked ECS for, oldest first. */
  asked(): readonly number[];
  /** What people were told of scaling. */
  told(): readonly string[];
  desired(side?: "blue" | "green"): Promise<number>;
  /** Replicas that the balancer sends requests, once checks have passed. */
  healthy(): Promise<number>;
  start(run: string, more?: object): Promise<string>;
  ending(
    executionArn: string,
  ): Promise<{ status: string | undefined; error: string | undefined; output: string }>;
  executions(): Promise<readonly string[]>;
  readonly ledger: Ledger;
  decision(): Promise<DecisionRecord | undefined>;
  report(run: string): Promise<ScaleReport | undefined>;
}

export interface Setting {
  readonly most?: number;
  readonly monthlyCapUsd?: number;
  /** A second service, of which the planner only says what it would have. */
  readonly beside?: string;
  readonly policy?: Partial<ReleasePolicy>;
  guards?(clock: WorldClock): readonly Guard[];
}

const chat = (tokens: string) =>
  ({
    kind: "chat",
    method: "POST",
    path: "/api/chat",
    headers: { [tokensHeader]: tokens },
    body: "",
  }) as const;

/** The laptop's Ollama, which may have eight replicas. */
function document(of: PlatformDocument, setting: Setting): PlatformDocument {
  const text = JSON.stringify(of).replaceAll(
    /(ollama-(?:blue|green)","MinCapacity":[01],"MaxCapacity":)2/g,
    `$1${setting.most ?? 8}`,
  );
  const { entries, ...rest } = PlatformDocument.parse(JSON.parse(text));
  return {
    ...rest,
    entries: entries.map((entry) => {
      const { call } = entry;
      if (!call || !String(call.input.Name).endsWith("/platform/inference")) return entry;
      const Value = JSON.stringify(places(String(call.input.Value), setting));
      return { ...entry, call: { ...call, input: { ...call.input, Value } } };
    }),
  };
}

function places(text: string, { most = 8, monthlyCapUsd, beside }: Setting): InferencePlaces {
  const planned = InferencePlaces.parse(JSON.parse(text)).services.map((one) => ({
    ...one,
    bounds: { ...one.bounds, most },
  }));
  const other = planned.flatMap((one) =>
    beside === undefined ? [] : [{ ...one, name: beside, group: beside, owned: false }],
  );
  return { services: [...planned, ...other], ...(monthlyCapUsd !== undefined && { monthlyCapUsd }) };
}

/** The laptop with its Ollama under chats of so many a second, and with a planner that looks when it is told to. */
export const onScaling = (setting: Setting, scenario: (scaling: Scaling) => Promise<void>): Promise<void> =>
  onPlatform(
    {
      config: "development",
      group: "ollama",
      strategy: "canary",
      change: (of) => document(of, setting),
    },
    {
      requestsPerSecond: 0.001,
      warmUpSeconds: 30,
      ...(setting.policy && { policy: setting.policy }),
      ...(setting.guards && { guards: (clock: WorldClock) => setting.guards?.(clock) ?? [] }),
    },
    async (laptop) => {
      const { clock, cloud, world, platform } = laptop;
      const saw = { answered: 0, late: 0, lost: 0, cut: 0 };
      const stopping = new AbortController();
      let [perSecond, tokens] = [0, shortChat];
      const url = world.plane
        .listening()
        .find(({ loadBalancerName }) => loadBalancerName === names.loadBalancer("internal"))?.url;
      const client = clientOf(world.plane, url ?? "", clock);
      const sending = (async () => {
        let due = 0;
        while (!stopping.signal.aborted) {
          await clock.sleep(1000, stopping.signal).catch(() => {});
          for (due += perSecond; due >= 1; due--)
            client.send(chat(tokens), (answer) => {
              if (answer.kind === "cut") saw.cut++;
              else if (answer.kind === "answered" && answer.status === 200) {
                saw.answered++;
                // Its prompt takes less than half a second.
                if (answer.firstByteSeconds > 5.5) saw.late++;
              } else saw.lost++;
            });
        }
      })();
      const machine = arns.stateMachine(platform, names.deployed("scale-inference"));
      const roleArn = arns.role(platform, names.role(region, "scale-inference"));
      const aws = cloud.clientsOf({ roleArn, region, session: "reader" });
      const ledger = workLedgerOf({ aws, platform }, "scale", service);
      const plan = async (): Promise<unknown> => {
        const asked = { FunctionName: names.deployed("plan-inference"), Payload: Buffer.from("{}") };
        const { FunctionError, Payload } = await world.call("lambda", "Invoke", asked, person);
        const text = Buffer.from(Payload ?? []).toString();
        if (FunctionError !== undefined) throw new Error(text);
        return JSON.parse(text);
      };
      try {
        await scenario({
          ...laptop,
          ledger,
          saw,
          load: (...now) => {
            [perSecond, tokens = shortChat] = now;
          },
          scaleTo: async (desiredCount) => {
            const asked = { cluster: names.cluster, service: names.service(service, "blue"), desiredCount };
            await world.call("ecs", "UpdateService", asked, person);
            await clock.sleep(120_000);
          },
          press: () =>
            world.events.publish({
              version: "0",
              id: world.random.uuid(),
              "detail-type": "CloudWatch Alarm State Change",
              source: "aws.cloudwatch",
              account: world.account,
              time: new Date(clock.now()).toISOString(),
              region,
              resources: [],
              detail: {
                alarmName: `${names.prefix}-${service}-inference-pressed`,
                state: { value: "ALARM" },
              },
            }),
          asked: () =>
            laptop.calls.flatMap(({ operation, context, input }) =>
              operation === "UpdateService" && context.principal.kind === "role" && "desiredCount" in input
                ? [Number(input.desiredCount)]
                : [],
            ),
          told: () =>
            laptop.calls
              .flatMap(({ operation, input }) =>
                operation === "Publish" && "Subject" in input ? [String(input.Subject)] : [],
              )
              .filter((subject) => subject.startsWith("Scaling of ")),
          plan,
          minutes: async (count) => {
            for (let minute = 0; minute < count; minute++) {
              await clock.sleep(60_000 - (clock.now() % 60_000) + 5_000);
              await plan();
            }
          },
          desired: async (side = "blue") => {
            const asked = { cluster: names.cluster, services: [names.service(service, side)] };
            const { services = [] } = await world.call("ecs", "DescribeServices", asked, person);
            return services[0]?.desiredCount ?? -1;
          },
          healthy: async () => {
            await clock.sleep(60_000);
            const TargetGroupArn = laptop.service.sides.blue.targetGroupArn;
            const asked = { TargetGroupArn };
            const found = await world.call("elasticloadbalancing", "DescribeTargetHealth", asked, person);
            const states = (found.TargetHealthDescriptions ?? []).map((one) => one.TargetHealth?.State);
            return states.filter((state) => state === "healthy").length;
          },
          start: async (run, more = {}) => {
            const input = JSON.stringify({ service, requestedBy: "ada", ...more });
            const asked = { stateMachineArn: machine, name: run, input };
            return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
          },
          ending: async (executionArn) => {
            for (;;) {
              const asked = { executionArn };
              const {
                status,
                error,
                output = "",
              } = await world.call("states", "DescribeExecution", asked, person);
              if (status !== "RUNNING") return { status, error, output };
              await clock.sleep(5_000);
            }
          },
          executions: async () => {
            const { executions = [] } = await world.call(
              "states",
              "ListExecutions",
              { stateMachineArn: machine },
              person,
            );
            return executions.map(({ name = "" }) => name);
          },
          decision: () => getItem(ledger, ledgerKeys.decision, DecisionRecord),
          report: (run) => getItem(ledger, ledgerKeys.run(run), ScaleReportSchema),
        });
      } finally {
        stopping.abort();
        await sending;
        client.close();
      }
    },
  );
