import { Agent, createServer, type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Listener, ListenerSpec, Outcome, Target } from "../plane.ts";
import type { DangerousSetting } from "../setting.ts";
import { connectionsOf } from "./connections.ts";
import { forward } from "./forward.ts";
import { forwarded, fromHeader, single } from "./headers.ts";
import { InFlight } from "./in-flight.ts";
import { listenNear } from "./open-port.ts";
import { answer, answerError } from "./own-answers.ts";
import { tunnel, type Upgrade } from "./tunnel.ts";

/** Opens a load balancer's listener. `portOf` finds where a target really listens. */
export async function openListener(
  setting: DangerousSetting,
  { balancer, port, region, loadBalancerName, clientKeepAliveSeconds, idleTimeoutSeconds }: ListenerSpec,
  portOf: (target: Target) => number | undefined,
): Promise<Listener> {
  const { clock, random } = setting;
  const chance = random.fork(`traces of ${loadBalancerName}:${port}`);
  const agent = new Agent({ keepAlive: true });
  const inFlight = new InFlight();
  const closed = new AbortController();
  /** When a client's connection was opened. */
  const since = new WeakMap<Socket, number>();
  const trace = (): string => `Root=1-${Math.floor(clock.now() / 1000).toString(16)}-${chance.hex(24)}`;

  const arrive = (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade): void => {
    const from = request.headers[fromHeader];
    if (setting.hazards.listenerDark(region, typeof from === "string" ? from : undefined)) {
      request.socket.destroy();
      return;
    }
    const lateMs = setting.hazards.listenerSlow(region);
    if (lateMs === 0) meet(request, response, upgrade);
    else
      void clock.sleep(lateMs, closed.signal).then(
        () => meet(request, response, upgrade),
        () => request.socket.destroy(),
      );
  };
  const meet = (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade): void => {
    const { method = "GET", url = "/", headers } = request;
    if (clock.now() - (since.get(request.socket) ?? clock.now()) > clientKeepAliveSeconds() * 1000)
      response.shouldKeepAlive = false;
    const decision = balancer.route({
      method,
      path: url,
      host: headers.host ?? "",
      headers: single(headers),
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    });
    switch (decision.kind) {
      case "forward": {
        const client = { address: request.socket.remoteAddress ?? "127.0.0.1", port, trace };
        const forwarding = {
          clock,
          agent,
          inFlight,
          port: portOf(decision.target),
          headers: forwarded(request.rawHeaders, headers, client),
          cookies: decision.cookies,
          finished: (outcome: Outcome) => balancer.finished(decision, outcome),
        };
        if (upgrade) tunnel(upgrade, forwarding);
        else forward(request, response, forwarding);
        break;
      }
      case "no-target":
        answerError(response, 503);
        break;
      case "fixed":
        answer(response, decision.status, { "content-type": decision.contentType }, decision.body);
        break;
      case "redirect":
        answer(response, decision.status, { location: decision.location }, "");
        break;
    }
  };
  // An ALB closes idle client connections; here none is closed under a client's next request.
  const server = createServer({ keepAliveTimeout: 0 }, arrive);
  server.on("connection", (socket) => since.set(socket, clock.now()));
  const destroyAll = connectionsOf(server);
  server.on("upgrade", (request, client, early) => {
    const response = new ServerResponse(request);
    if (client instanceof Socket) response.assignSocket(client);
    response.on("finish", () => client.end());
    arrive(request, response, { request, response, client, early });
  });
  const real = await listenNear(server, port);
  const watching = inFlight.watch(clock, idleTimeoutSeconds, closed.signal);
  return {
    url: `http://127.0.0.1:${real}`,
    close: async () => {
      closed.abort();
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      destroyAll();
      agent.destroy();
      await Promise.all([ended, watching]);
    },
  };
}
