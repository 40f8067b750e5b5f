import { madeOnce } from "@signalbox/core/made-once";
import { modelCaches } from "../../cache/caches.ts";
import { type Answer, later } from "../answer.ts";
import type {
  Listener,
  ListenerAddress,
  ListenerSpec,
  Plane,
  RequestHead,
  Target,
  TaskProcess,
} from "../plane.ts";
import { type DangerousSetting, noHazards, type PlaneSetting } from "../setting.ts";
import { ask } from "./ask.ts";
import { InFlight } from "./in-flight.ts";
import { type ModelRequest, meet } from "./meet.ts";
import { type ModelTask, startTask } from "./task.ts";

/** Traffic without sockets, for virtual time: what a request meets is decided when it is sent. */
export interface ModelPlane extends Plane {
  /** Sends a request to a listener's url. `answered` is called once: when its last byte comes, or when it is cut. */
  send(url: string, request: RequestHead, answered: (answer: Answer) => void): void;
}

export function modelPlane(given: PlaneSetting): ModelPlane {
  const setting: DangerousSetting = {
    ...given,
    hazards: noHazards,
    caches: modelCaches(),
    visit: (url, request, from) =>
      new Promise((resolve) => send(url, { ...request, host: new URL(url).host, from }, resolve)),
    listening: () => listening(),
  };
  const { clock } = setting;
  const stopped = new AbortController();
  /** By region and private address. */
  const tasks = new Map<string, ModelTask>();
  const processes = new Set<TaskProcess>();
  const listeners = new Map<string, ListenerSpec>();
  const inFlight = new InFlight<ModelRequest>(clock, stopped.signal);
  const taskAt = (target: Target): ModelTask | undefined => {
    const task = tasks.get(placeOf(target));
    return task && !setting.hazards.taskDark(task.spec) ? task : undefined;
  };

  const send: ModelPlane["send"] = (url, request, answered) => {
    const listener = listeners.get(url);
    if (!listener) answered({ kind: "connection-error", message: `nothing listens on ${url}` });
    else if (setting.hazards.listenerDark(listener.region, request.from))
      answered({ kind: "connection-error", message: `${listener.region} is dark` });
    else {
      const lateMs = setting.hazards.listenerSlow(listener.region);
      if (lateMs === 0) meet(clock.now(), listener, request, taskAt, inFlight, answered);
      else void meetLate(lateMs, listener, request, answered);
    }
  };

  /** The client waits for the way there as well. */
  const meetLate = async (
    lateMs: number,
    listener: ListenerSpec,
    request: RequestHead,
    answered: (answer: Answer) => void,
  ): Promise<void> => {
    await clock.sleep(lateMs, stopped.signal).catch(() => {});
    meet(clock.now(), listener, request, taskAt, inFlight, (answer) =>
      answered(later(answer, lateMs / 1000)),
    );
  };

  const listening = (): readonly ListenerAddress[] =>
    [...listeners].map(([url, { region, loadBalancerName, port }]) => ({
      region,
      loadBalancerName,
      port,
      url,
    }));

  return {
    start: async (spec) => {
      const place = placeOf({ region: spec.region, ip: spec.privateIp, port: spec.containerPort });
      const process = startTask(
        setting,
        spec,
        (task) => {
          if (task) tasks.set(place, task);
          else tasks.delete(place);
        },
        (task) => {
          const now = clock.now();
          for (const request of inFlight.take((candidate) => candidate.task === task))
            if (request.endsAt > now) request.cut(now);
            else request.end();
        },
      );
      processes.add(process);
      setting.hazards.started(spec, process);
      void process.exited.then(() => processes.delete(process));
      return process;
    },
    probe: async (target, path, timeoutSeconds) => {
      const task = taskAt(target);
      if (!task) return { kind: "refused" };
      const { status, firstByteSeconds } = task.container.behave({ method: "GET", path, headers: {} });
      if (firstByteSeconds < timeoutSeconds) return { kind: "status", status };
      await clock.sleep(timeoutSeconds * 1000, stopped.signal);
      return { kind: "timeout" };
    },
    ask: async (url, request) => {
      const listener = listeners.get(url);
      if (!listener) throw new Error(`nothing listens on ${url}`);
      const { region } = listener;
      if (setting.hazards.listenerDark(region, request.from)) throw new Error(`${region} is not reached`);
      const lateMs = setting.hazards.listenerSlow(region);
      if (lateMs > 0) await clock.sleep(lateMs, stopped.signal);
      return await ask(clock.now, listener, request, taskAt);
    },
    listen: async (spec) => {
      const url = freeUrl(spec, (candidate) => listeners.has(candidate));
      listeners.set(url, spec);
      const listener: Listener = {
        url,
        close: async () => {
          listeners.delete(url);
        },
      };
      return listener;
    },
    listening,
    send,
    caches: setting.caches,
    endanger: (hazards) => {
      setting.hazards = hazards;
    },
    stop: async () => {
      listeners.clear();
      await Promise.all([...processes].map((process) => process.stop(0)));
      stopped.abort();
    },
  };
}

/** A target is asked for it with each request. */
const placeOf = madeOnce(({ region, ip, port }: Target): string => `${region}/${ip}:${port}`);

function freeUrl({ region, loadBalancerName, port }: ListenerSpec, taken: (url: string) => boolean): string {
  const url = `model://${loadBalancerName}.${region}:${port}`;
  if (taken(url)) throw new Error(`a listener is already open on ${url}`);
  return url;
}
