import { clientOf } from "@signalbox/local/traffic/client";
import { publicPort } from "@signalbox/local/world/edge/url-of";
import type { Answer } from "@signalbox/local/world/plane/answer";
import { type AnyLaptop, names } from "./laptop.fixture.ts";

/** A user whose browser keeps the cookies that the load balancer sets. */
export interface Browser {
  /** One request; answers what served it, or `lost`. */
  ask(path?: string): Promise<string>;
  /** What served each request, oldest first. */
  readonly served: readonly string[];
}

/** The listener that users of the platform reach. */
const users = { balancer: names.loadBalancer("public"), port: publicPort };

/** Opens a browser on the platform's public address unless another is said, with a cookie of its own if one is given. */
export function browser({ world, clock }: AnyLaptop, cookie?: string, at = users): Browser {
  const { plane } = world;
  const open = plane
    .listening()
    .find(({ loadBalancerName, port }) => loadBalancerName === at.balancer && port === at.port);
  const client = clientOf(plane, open?.url ?? "", clock);
  const jar = new Map<string, string>();
  const served: string[] = [];
  const ask = async (path = "/api/config"): Promise<string> => {
    const kept = [...jar].map(([name, value]) => `${name}=${value}`);
    const sent = [...(cookie === undefined ? [] : [cookie]), ...kept].join("; ");
    const headers: Record<string, string> = sent === "" ? {} : { cookie: sent };
    const answer = await new Promise<Answer>((resolve) => {
      client.send({ kind: "config", method: "GET", path, headers, body: "" }, resolve);
    });
    if (answer.kind === "answered")
      for (const field of answer.cookies ?? []) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(field) ?? [];
        jar.set(name, value);
      }
    const by = (answer.kind === "answered" && answer.revision) || "lost";
    served.push(by);
    return by;
  };
  return { ask, served };
}

/** Many users who are never quiet: each asks every twenty seconds, until `stop`. */
export function busyBrowsers(laptop: AnyLaptop, count: number) {
  const users = Array.from({ length: count }, () => browser(laptop));
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      await Promise.all(users.map((user) => user.ask()));
      await laptop.clock.sleep(20_000);
    }
  };
  const running = run();
  return {
    users,
    /** Percent of the users whose last request a revision has served. */
    on: (revision: string): number =>
      (100 * users.filter(({ served }) => served.at(-1) === revision).length) / count,
    /** Requests that nothing served. */
    lost: (): number => users.flatMap(({ served }) => served).filter((by) => by === "lost").length,
    stop: async (): Promise<void> => {
      stopped = true;
      await running;
    },
  };
}
