import { cpuUsage } from "node:process";
import { gate } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { elasticloadbalancing } from "@signalbox/local/services/elasticloadbalancing/service";
import { clientOf } from "@signalbox/local/traffic/client";
import { nextRequest } from "@signalbox/local/traffic/request";
import { traffic } from "@signalbox/local/traffic/traffic";
import { realClock, virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { createWorld } from "@signalbox/local/world/create";
import { httpPlane } from "@signalbox/local/world/plane/http/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import type { Plane } from "@signalbox/local/world/plane/plane";
import { random } from "@signalbox/local/world/random";
import type { Row } from "./row.ts";

/** How fast the data planes carry chat traffic: client, load balancer and four tasks in this one process. */
export async function benchPlane(): Promise<Row[]> {
  return [...(await benchHttp()), await benchModel()];
}

async function benchHttp(): Promise<Row[]> {
  const clock = realClock();
  const plane = httpPlane({ clock, random: random(1), imageFor });
  const { url, stop } = await serve(clock, plane);
  const rows: Row[] = [];
  for (const rate of [200, 400]) {
    const load = traffic({
      clock,
      random: random(2),
      client: clientOf(plane, url, clock),
      requestsPerSecond: rate,
      paths: ["/"],
    });
    load.start();
    await clock.sleep(2_000);
    const [before, began] = [cpuUsage(), clock.now()];
    await clock.sleep(8_000);
    const { user, system } = cpuUsage(before);
    const share = (user + system) / 1000 / (clock.now() - began);
    await load.stop();
    const { lost } = load.ledger.snapshot();
    const aim = rate === 400 ? "< 60" : undefined;
    rows.push({
      name: `one core's share at ${rate} requests/s`,
      value: share * 100,
      unit: "%",
      ...(aim && { aim }),
    });
    rows.push({ name: `lost at ${rate} requests/s`, value: lost, unit: "requests", aim: "0" });
  }
  rows.push({
    name: "proxied requests, as fast as they go",
    value: await saturate(clock, plane, url),
    unit: "1/s",
  });
  await stop();
  return rows;
}

/** 64 clients, each sending its next request when the last is answered. Page loads: chats wait by design. */
async function saturate(clock: WorldClock, plane: Plane, url: string): Promise<number> {
  const client = clientOf(plane, url, clock);
  const until = clock.now() + 5_000;
  let answered = 0;
  const one = (done: () => void): void => {
    client.send({ kind: "config", method: "GET", path: "/api/config", headers: {}, body: "" }, () => {
      answered++;
      if (clock.now() < until) one(done);
      else done();
    });
  };
  await Promise.all(Array.from({ length: 64 }, () => new Promise<void>(one)));
  client.close();
  return answered / 5;
}

async function benchModel(): Promise<Row> {
  const count = 100_000;
  const clock = virtualClock();
  const plane = modelPlane({ clock, random: random(1), imageFor });
  return clock.run(
    (async () => {
      const { url, stop } = await serve(clock, plane);
      const client = clientOf(plane, url, clock);
      const chance = random(3);
      const began = performance.now();
      let answered = 0;
      for (let second = 0; second < 100; second++) {
        for (let i = 0; i < count / 100; i++) client.send(nextRequest(chance, ["/"]), () => answered++);
        await clock.sleep(1_000);
      }
      await clock.sleep(10_000);
      const seconds = (performance.now() - began) / 1000;
      await stop();
      if (answered !== count) throw new Error(`${answered} of ${count} modelled requests were answered`);
      return { name: "modelled requests", value: count / seconds, unit: "1/s", aim: "> 300,000" };
    })(),
  );
}

/** A load balancer over two groups of two tasks each, all healthy. */
async function serve(clock: WorldClock, plane: Plane): Promise<{ url: string; stop: () => Promise<void> }> {
  const world = createWorld({ clock, seed: 1, plane });
  const service = elasticloadbalancing(world);
  world.connect(gate([service], []));
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  const groups: string[] = [];
  let host = 0;
  for (const name of ["blue", "green"]) {
    const settings = { Name: name, Protocol: "HTTP", Port: 8080, VpcId: "vpc-1", TargetType: "ip" } as const;
    const check = { HealthCheckPath: "/ready", HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2 };
    const made = await world.call(
      "elasticloadbalancing",
      "CreateTargetGroup",
      { ...settings, ...check },
      caller,
    );
    const arn = made.TargetGroups?.[0]?.TargetGroupArn ?? "";
    groups.push(arn);
    for (let i = 0; i < 2; i++) {
      const privateIp = `10.0.0.${++host}`;
      const image = { repository: "open-webui", tag: name, digest: "", annotations: {} };
      await plane.start({
        arn: privateIp,
        region: "us-east-1",
        privateIp,
        containerPort: 8080,
        image,
        environment: {},
      });
      const targets = { TargetGroupArn: arn, Targets: [{ Id: privateIp }] };
      await world.call("elasticloadbalancing", "RegisterTargets", targets, caller);
    }
  }
  const subnets = { Name: "chat", Subnets: ["subnet-a", "subnet-b"] };
  const { LoadBalancers } = await world.call("elasticloadbalancing", "CreateLoadBalancer", subnets, caller);
  const TargetGroups = groups.map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 }));
  await world.call(
    "elasticloadbalancing",
    "CreateListener",
    {
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
    },
    caller,
  );
  for (const TargetGroupArn of groups)
    for (;;) {
      const health = await world.call(
        "elasticloadbalancing",
        "DescribeTargetHealth",
        { TargetGroupArn },
        caller,
      );
      if (health.TargetHealthDescriptions?.every(({ TargetHealth }) => TargetHealth?.State === "healthy"))
        break;
      await clock.sleep(500);
    }
  const stop = async (): Promise<void> => {
    await service.stop?.();
    await plane.stop();
  };
  return { url: plane.listening()[0]?.url ?? "", stop };
}
