import { createCloud } from "@signalbox/local/cloud";
import { modules, type ServiceName } from "@signalbox/local/services/modules";
import { virtualClock } from "@signalbox/local/world/clock";
import type { ServiceSupport } from "./local-cloud-page.ts";
import { partials } from "./partials.ts";

const nothing = (): never => {
  throw new Error("the page starts nothing");
};
const plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

/** What the services of a cloud implement of what their clients have. */
export function supportedServices(): readonly ServiceSupport[] {
  const { services } = createCloud({ clock: virtualClock(), seed: 1, plane });
  return serviceNames().map((name) => {
    const service = services.find((candidate) => candidate.name === name);
    return {
      name,
      all: operationsOf(name),
      implemented: new Set(Object.keys(service?.operations ?? {})),
      // What is spoken but not yet part of the cloud is refused whole.
      partial: (service && partials[name]) ?? {},
    };
  });
}

const serviceNames = (): readonly ServiceName[] =>
  Object.keys(modules).filter((name): name is ServiceName => Object.hasOwn(modules, name));

/** From the command classes that the client exports; `$Command` is their base. */
const operationsOf = (name: ServiceName): readonly string[] =>
  Object.keys(modules[name]).flatMap((exported) => /^([A-Z]\w+)Command$/.exec(exported)?.[1] ?? []);
