import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Clock } from "@signalbox/core/clock";
import { holderHealthPath } from "@signalbox/core/scaling/hold/holder-variables";
import { kindOf, listsOf } from "@signalbox/core/scaling/hold/lists";
import type { Word } from "@signalbox/core/scaling/spill/room";
import { Away } from "./away.ts";
import { type Engine, get, type Whole } from "./engine.ts";
import { Exchange } from "./exchange.ts";
import { Holder, type Refusal, type Way } from "./holder.ts";
import { Lists } from "./lists.ts";
import type { HolderSettings } from "./settings.ts";

/** How often lists are asked anew while replicas serve. */
const listsMs = 30_000;

/** In seconds when to come again, and why. */
const refusals: Readonly<Record<Refusal, { readonly after: number; readonly why: string }>> = {
  full: { after: 30, why: "The model is starting, and as many requests wait for it as may. Try again soon." },
  late: { after: 60, why: "The model did not start in time. Try again in a minute." },
  stopped: { after: 1, why: "The request was not served, since what held it is being replaced. Try again." },
};
const asleep = { after: 60, why: "The model sleeps; a request for work wakes it." };

/** Whom a holder asks. */
export interface Around {
  readonly clock: Clock;
  readonly engine: (way: Way) => Engine;
  /** The planner's newest word, where overflow goes to another region. */
  readonly hear?: (() => Promise<Word | undefined>) | undefined;
}

/** The holder as a server. `run` looks and asks by itself until `signal` aborts. */
export function holderServer(
  { engine: kind, readyPath, limits, patienceMs }: Omit<HolderSettings, "engineUrl" | "spill">,
  { clock, engine, hear }: Around,
) {
  const lookAt = async (way: Way): Promise<"serves" | "nobody" | "unknown"> => {
    const answer = await get(engine(way), readyPath);
    if (answer === "nobody") return answer;
    return answer && answer.status >= 200 && answer.status < 300 ? "serves" : "unknown";
  };
  const away = hear && new Away({ clock, hear, look: async () => (await lookAt("away")) === "serves" });
  const holder = new Holder({ clock, limits, patienceMs, away, look: () => lookAt("home") });
  const lists = new Lists(() => engine("home"), listsOf[kind]);
  const copies = { left: limits.mostBytes };
  const grew = (exchange: Exchange, bytes: number) => holder.grew(exchange, bytes);

  const meet = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url = "/" } = request;
    if (url === holderHealthPath) {
      response.end("holds");
      return;
    }
    const exchange = new Exchange(request, response, { engine, copies, grew });
    const asks = kindOf(kind, method, url);
    if (asks !== "work") {
      if (holder.serves) {
        if ((await exchange.attempt("home")) === "answered") return;
        holder.nobody();
      }
      const known = lists.of(url);
      if (asks === "list" && known) return remembered(response, known);
      if (asks === "look") return refuse(response, asleep);
    }
    const ending = await holder.meet(exchange);
    if (ending !== "answered" && ending !== "left") refuse(response, refusals[ending]);
  };

  // It never closes an idle connection, or it would do so just when the load balancer sends the next request on it.
  const server: Server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    meet(request, response).catch(() => response.destroy());
  });
  const run = async (signal: AbortSignal): Promise<void> => {
    void away?.run(signal);
    await holder.look();
    while (!signal.aborted) {
      if (holder.serves && (await lists.refresh()) === "nobody") holder.nobody();
      await clock.sleep(listsMs, signal).catch(() => {});
    }
  };
  return { server, holder, away, run };
}

function remembered(response: ServerResponse, { contentType, body }: Whole): void {
  response.writeHead(200, { "content-type": contentType, "content-length": body.length }).end(body);
}

/** In the words of Ollama's errors and of OpenAI's alike, which clients show to people. */
function refuse(response: ServerResponse, { after, why }: { after: number; why: string }): void {
  if (response.destroyed || response.headersSent) return;
  const body = JSON.stringify({ error: why });
  response.writeHead(503, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "retry-after": String(after),
  });
  response.end(body);
}
