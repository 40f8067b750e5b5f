import type { Duplex } from "node:stream";
import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { gate } from "../../gate/gate.ts";
import type { Container, ContainerSetting, Image } from "../../images/image.ts";
import { elasticloadbalancing } from "../../services/elasticloadbalancing/service.ts";
import type { Input, OperationName, Output } from "../../services/service.ts";
import { type Client, clientOf } from "../../traffic/client.ts";
import { realClock, virtualClock, type WorldClock } from "../clock.ts";
import { createWorld } from "../create.ts";
import { random } from "../random.ts";
import type { Datum } from "../world.ts";
import type { Answer } from "./answer.ts";
import { httpPlane } from "./http/plane.ts";
import { modelPlane } from "./model/plane.ts";
import type { Plane, TaskProcess } from "./plane.ts";
import type { PlaneSetting } from "./setting.ts";

type Op = OperationName<"elasticloadbalancing">;

/** An image for tests: it answers everything as its environment says, its health check always at once. */
const told: Image = { repository: "told", create: (setting) => new Told(setting) };

class Told implements Container {
  readonly #setting: ContainerSetting;
  constructor(setting: ContainerSetting) {
    this.#setting = setting;
  }

  behave({ path }: { path: string }) {
    const {
      HEALTH = "200",
      STATUS = "200",
      FIRST_BYTE = "0.01",
      LAST_BYTE = FIRST_BYTE,
    } = this.#setting.environment;
    if (path === "/health") return { status: Number(HEALTH), firstByteSeconds: 0, lastByteSeconds: 0 };
    return {
      status: Number(STATUS),
      firstByteSeconds: Number(FIRST_BYTE),
      lastByteSeconds: Number(LAST_BYTE),
    };
  }

  async answer(request: { path: string; headers: Readonly<Record<string, string>>; body: string }) {
    const { clock, revision } = this.#setting;
    const { status, firstByteSeconds, lastByteSeconds } = this.behave(request);
    await clock.sleep(firstByteSeconds * 1000);
    const seen = JSON.stringify({ headers: request.headers, body: request.body });
    async function* pieces() {
      yield seen.slice(0, 10);
      await clock.sleep((lastByteSeconds - firstByteSeconds) * 1000);
      yield seen.slice(10);
    }
    return { status, headers: { "x-revision": revision }, body: pieces() };
  }

  /** Sends back what it hears, after its revision. */
  upgrade(_: unknown, socket: Duplex) {
    socket.on("error", () => socket.destroy());
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    socket.write(this.#setting.revision);
    socket.on("data", (piece) => socket.write(piece));
    socket.on("end", () => socket.end());
  }

  async terminate() {
    // Ends nothing by itself: what is in flight is for the grace to decide.
    await this.#setting.clock.sleep(Number(this.#setting.environment.DRAIN ?? "0") * 1000);
  }
}

/** The two data planes, each with the clock that it is for. */
export const backends = [
  {
    name: "model",
    clock: (): WorldClock => virtualClock(),
    plane: (setting: PlaneSetting): Plane => modelPlane(setting),
  },
  {
    // Fast enough that a health check of every five seconds is a matter of milliseconds.
    name: "http",
    clock: (): WorldClock => realClock(100, Date.UTC(2026, 0, 1)),
    plane: (setting: PlaneSetting): Plane => httpPlane(setting),
  },
] as const;

/** A region with a load balancer service on a plane, and short ways to what tests do with it. */
export function platform(clock: WorldClock, planeOf: (setting: PlaneSetting) => Plane, seed = 1) {
  const plane = planeOf({
    clock,
    random: random(seed).fork("plane"),
    imageFor: (repository) => (repository === "told" ? told : undefined),
  });
  const faults: unknown[] = [];
  const world = createWorld({ clock, seed, plane, report: (_, error) => faults.push(error) });
  const service = elasticloadbalancing(world);
  world.connect(gate([service], []));
  const data: Datum[] = [];
  world.metrics.subscribe((datum) => data.push(datum));
  const clients: Client[] = [];
  let hosts = 0;

  const call = <O extends Op>(
    operation: O,
    input: Input<"elasticloadbalancing", O>,
  ): Promise<Output<"elasticloadbalancing", O>> =>
    world.call("elasticloadbalancing", operation, input, {
      region: "us-east-1",
      principal: { kind: "person" },
    });

  const group = async (
    name: string,
    settings: Partial<Input<"elasticloadbalancing", "CreateTargetGroup">> = {},
  ) => {
    const { TargetGroups } = await call("CreateTargetGroup", {
      Name: name,
      Protocol: "HTTP",
      Port: 8080,
      VpcId: "vpc-1",
      TargetType: "ip",
      HealthCheckPath: "/health",
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      ...settings,
    });
    return TargetGroups?.[0]?.TargetGroupArn ?? "";
  };
  const balancer = async (name = "chat") => {
    const { LoadBalancers } = await call("CreateLoadBalancer", {
      Name: name,
      Subnets: ["subnet-a", "subnet-b"],
    });
    return LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  };
  const listener = async (LoadBalancerArn: string, action: Action, Port = 80) => {
    const { Listeners } = await call("CreateListener", {
      LoadBalancerArn,
      Port,
      Protocol: "HTTP",
      DefaultActions: [action],
    });
    return Listeners?.[0]?.ListenerArn ?? "";
  };
  const rule = async (ListenerArn: string, Priority: number, condition: RuleCondition, action: Action) => {
    const { Rules } = await call("CreateRule", {
      ListenerArn,
      Priority,
      Conditions: [condition],
      Actions: [action],
    });
    return Rules?.[0]?.RuleArn ?? "";
  };
  const task = async (
    revision: string,
    environment: Record<string, string> = {},
    repository = "told",
  ): Promise<TaskProcess & { readonly ip: string }> => {
    const ip = `10.0.0.${++hosts}`;
    const process = await plane.start({
      arn: `arn:aws:ecs:us-east-1:123456789012:task/${ip}`,
      region: "us-east-1",
      privateIp: ip,
      containerPort: 8080,
      image: { repository, tag: revision, digest: "", annotations: {} },
      environment,
    });
    return { ...process, ip };
  };
  const register = (TargetGroupArn: string, ...ips: readonly string[]) =>
    call("RegisterTargets", { TargetGroupArn, Targets: ips.map((Id) => ({ Id })) });
  const health = async (TargetGroupArn: string) => {
    const { TargetHealthDescriptions = [] } = await call("DescribeTargetHealth", { TargetGroupArn });
    return TargetHealthDescriptions.map(({ TargetHealth }) =>
      [TargetHealth?.State, TargetHealth?.Reason].filter(Boolean).join(" "),
    );
  };
  /** Waits until every target of the group is in the state. */
  const until = async (arn: string, state: string) => {
    while (!(await health(arn)).every((found) => found.startsWith(state))) await clock.sleep(500);
  };
  const url = (name = "chat") => plane.listening().find((open) => open.loadBalancerName === name)?.url ?? "";
  const client = () => {
    const made = clientOf(plane, url(), clock);
    clients.push(made);
    return made;
  };
  const get = (path = "/", over = client()): Promise<Answer> =>
    new Promise((resolve) => {
      over.send({ kind: "config", method: "GET", path, headers: {}, body: "" }, resolve);
    });
  const stop = async () => {
    for (const open of clients) open.close();
    await service.stop?.();
    await plane.stop();
    if (faults.length > 0) throw new AggregateError(faults, "background work failed");
  };
  return {
    balancer,
    call,
    client,
    clock,
    data,
    get,
    group,
    health,
    listener,
    plane,
    register,
    rule,
    stop,
    task,
    until,
    url,
    world,
  };
}

export const forward = (...groups: readonly (readonly [arn: string, weight: number])[]): Action => ({
  Type: "forward",
  ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
});
