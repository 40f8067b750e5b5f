import type { ImageRequestHead } from "../../../images/image.ts";
import { httpClient } from "../../../traffic/http-client.ts";
import { realCaches } from "../../cache/caches.ts";
import type { WorldClock } from "../../clock.ts";
import type { Answer } from "../answer.ts";
import type { Listener, ListenerAddress, Plane, Target, TaskProcess, TaskSpec } from "../plane.ts";
import { type DangerousSetting, noHazards, type PlaneSetting } from "../setting.ts";
import { ask } from "./ask.ts";
import { fromHeader } from "./headers.ts";
import { openListener } from "./listener.ts";
import { probe } from "./probe.ts";
import { startTask } from "./task.ts";

/** A request of a task's own, over a connection of its own. */
const visiting =
  (clock: WorldClock) =>
  (url: string, { method, path, headers }: ImageRequestHead, from: string): Promise<Answer> =>
    new Promise((resolve) => {
      const client = httpClient(url, clock);
      client.send(
        { kind: "page", method, path, headers: { ...headers, [fromHeader]: from }, body: "" },
        (answer) => {
          client.close();
          resolve(answer);
        },
      );
    });

/** Real traffic: a listener is an HTTP proxy, a task an HTTP server, all of them on 127.0.0.1 and in this process. */
export function httpPlane(given: PlaneSetting): Plane {
  const caches = realCaches(given.random.fork("caches"));
  /** Real ports by region and private address, as tasks have them. */
  const ports = new Map<string, { readonly port: number; readonly spec: TaskSpec }>();
  const tasks = new Set<TaskProcess>();
  const listeners = new Map<Listener, ListenerAddress>();
  const listening = (): readonly ListenerAddress[] => [...listeners.values()];
  const visit = visiting(given.clock);
  const setting: DangerousSetting = { ...given, hazards: noHazards, caches, visit, listening };
  const key = ({ region, ip, port }: Target): string => `${region}/${ip}:${port}`;
  const portOf = (target: Target): number | undefined => {
    const found = ports.get(key(target));
    return found && !setting.hazards.taskDark(found.spec) ? found.port : undefined;
  };

  return {
    start: async (task) => {
      const place = key({ region: task.region, ip: task.privateIp, port: task.containerPort });
      const process = await startTask(setting, task, (port) => {
        if (port === undefined) ports.delete(place);
        else ports.set(place, { port, spec: task });
      });
      tasks.add(process);
      setting.hazards.started(task, process);
      void process.exited.then(() => tasks.delete(process));
      return process;
    },
    probe: async (target, path, timeoutSeconds) => {
      const port = portOf(target);
      if (port === undefined) return { kind: "refused" };
      return probe(setting.clock, port, `${target.ip}:${target.port}`, path, timeoutSeconds);
    },
    ask,
    listen: async (spec) => {
      const { region, loadBalancerName, port } = spec;
      const opened = await openListener(setting, spec, portOf);
      const listener: Listener = {
        url: opened.url,
        close: async () => {
          listeners.delete(listener);
          await opened.close();
        },
      };
      listeners.set(listener, { region, loadBalancerName, port, url: opened.url });
      return listener;
    },
    listening,
    caches,
    endanger: (hazards) => {
      setting.hazards = hazards;
    },
    stop: async () => {
      await Promise.all([...listeners.keys()].map((listener) => listener.close()));
      await Promise.all([...tasks].map((task) => task.stop(0)));
      await caches.stop();
    },
  };
}
