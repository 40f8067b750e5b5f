import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realClock } from "../../clock.ts";
import { forward, platform } from "../platform.fixture.ts";
import { httpPlane } from "./plane.ts";

let p: ReturnType<typeof platform>;
const sockets: Socket[] = [];

beforeEach(() => {
  p = platform(realClock(20), httpPlane);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await p.stop();
});

/** Asks for a WebSocket and collects what comes; `heard` waits until it holds the text. */
function dial(path = "/socket.io/") {
  const { hostname, port } = new URL(p.url());
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  let text = "";
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  socket.on("error", () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: chat\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n`,
  );
  const heard = async (wanted: string): Promise<string> => {
    while (!text.includes(wanted)) await p.clock.sleep(100);
    return text;
  };
  return { socket, heard, closed };
}

async function sides() {
  const groups = [await p.group("blue"), await p.group("green")] as const;
  const tasks = [await p.task("blue"), await p.task("green")] as const;
  const [blue, green] = groups;
  await p.listener(await p.balancer(), forward([blue, 1], [green, 0]));
  await p.register(blue, tasks[0].ip);
  await p.register(green, tasks[1].ip);
  await p.until(blue, "healthy");
  await p.until(green, "healthy");
  const { Listeners } = await p.call("DescribeListeners", {
    LoadBalancerArn: (await p.call("DescribeLoadBalancers", {})).LoadBalancers?.[0]?.LoadBalancerArn,
  });
  const weigh = (a: number, b: number) =>
    p.call("ModifyListener", {
      ListenerArn: Listeners?.[0]?.ListenerArn,
      DefaultActions: [forward([blue, a], [green, b])],
    });
  return { blue, green, tasks, weigh };
}

test("a WebSocket outlives a change of weights, and a new one follows it", async () => {
  const { weigh } = await sides();
  const old = dial();
  expect(await old.heard("blue")).toMatch(/^HTTP\/1\.1 101 .*Upgrade: websocket/s);
  await weigh(0, 1);
  old.socket.write("still there");
  await old.heard("still there");
  await dial().heard("green");
});

test("an open WebSocket counts as a connection for as long as it is open", async () => {
  await sides();
  const { socket, heard, closed } = dial();
  await heard("blue");
  const counted = () => p.data.filter(({ metric }) => metric === "ActiveConnectionCount").at(-1)?.value;
  while (counted() === undefined) {
    socket.write("ping");
    await p.clock.sleep(5_000);
  }
  expect(counted()).toBe(2);
  socket.end();
  await closed;
  const of101 = () => p.data.filter(({ metric }) => metric === "TargetResponseTime").length;
  while (of101() === 0) await p.clock.sleep(5_000);
});

test("silence for the idle timeout closes a WebSocket", async () => {
  await sides();
  const { heard, closed } = dial();
  await heard("blue");
  const before = p.clock.now();
  await closed;
  expect(p.clock.now() - before).toBeGreaterThanOrEqual(58_000);
});

test("a task that is stopped takes its WebSockets with it", async () => {
  const { tasks } = await sides();
  const { heard, closed } = dial();
  await heard("blue");
  await tasks[0].stop(5);
  await closed;
});

test("the load balancer itself answers a WebSocket where no target is, and where a rule says so", async () => {
  const { blue, tasks } = await sides();
  await p.call("DeregisterTargets", { TargetGroupArn: blue, Targets: [{ Id: tasks[0].ip }] });
  const refused = dial();
  expect(await refused.heard("</html>")).toMatch(/^HTTP\/1\.1 503/);
  await refused.closed;
});
