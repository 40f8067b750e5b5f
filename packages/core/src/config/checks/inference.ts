import { holderPort, holdsRequests, patienceOf } from "../../scaling/hold/holders.ts";
import { exists } from "./catalogue.ts";
import { check } from "./check.ts";

export const plannedServicesExist = check(
  "each planned service is a service that there is",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const name of Object.keys(inference.services))
      yield* exists(["inference", "services", name], name, "service", Object.keys(services));
  },
);

/** A replica that leaves is taken out of its target group first: nothing else keeps new requests from it. */
export const plannedServicesBalanced = check(
  "a planned service is behind a load balancer",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const name of Object.keys(inference.services))
      if (services[name]?.route.kind === "service-connect")
        yield {
          path: ["inference", "services", name],
          wrong: `${name} is reached by Service Connect, which no replica can leave before it stops, so that streams would be cut`,
          allowed: "a service whose route.kind is internal-load-balancer or public",
        };
  },
);

export const oneWriterOfReplicas = check(
  "where the planner owns the number of tasks, no scaling policy is asked for",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const [name, { owner }] of Object.entries(inference.services))
      if (owner === "planner" && services[name]?.scaling.requestsPerMinute !== undefined)
        yield {
          path: ["services", name, "scaling", "requestsPerMinute"],
          wrong: `the planner sets the number of ${name}'s tasks, and a policy by requests would set it too`,
          allowed: "none, or inference.services with the owner autoscaling",
        };
  },
);

/** Its requests pass through a sidecar that counts them, since it has no metrics: what it is told has to be what is counted by. */
export const ollamaIsBehindSidecar = check(
  "a planned Ollama listens where the platform tells it, and serves as many at once as its profile says",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const [name, { engine, profile }] of Object.entries(inference.services)) {
      const environment = services[name]?.environment;
      if (engine !== "ollama" || !environment) continue;
      const path = ["services", name, "environment"];
      if ("OLLAMA_HOST" in environment)
        yield {
          path: [...path, "OLLAMA_HOST"],
          wrong: `the requests of ${name} come in through a sidecar that counts them, which has the port`,
          allowed: "none: the platform sets it",
        };
      const parallel = environment.OLLAMA_NUM_PARALLEL;
      if (parallel !== undefined && parallel !== String(profile.slots))
        yield {
          path: [...path, "OLLAMA_NUM_PARALLEL"],
          wrong: `the planner counts with ${profile.slots} requests at once`,
          allowed: `${profile.slots}, inference.services.${name}.profile.slots, or none: the platform sets it`,
        };
    }
  },
);

/** Without a replica nobody says that requests come, and nobody holds them, unless a holder stands before the load balancer's listener. */
export const zeroIsHeld = check(
  "a service that the planner takes to zero, or whose overflow goes to another region, is reached through a holder, which has time and a port",
  ["services", "inference", "edge"],
  function* (config) {
    const { services, inference, edge } = config;
    const internal = Object.values(services).filter(({ route }) => route.kind === "internal-load-balancer");
    for (const [name, planned] of Object.entries(inference.services)) {
      const service = services[name];
      if (!service || !holdsRequests(config, name)) continue;
      const path = ["services", name];
      if (service.route.kind !== "internal-load-balancer" && service.scaling.min === 0)
        yield {
          path: [...path, "scaling", "min"],
          wrong: `with no replica of ${name} nothing would hold a request or say that it came: a holder stands at the internal load balancer alone`,
          allowed: "at least 1, or 0 with the route internal-load-balancer; nightShutdown goes by the clock",
        };
      const port = holderPort(service.port);
      if (port > 65_535 || internal.some((other) => other.port === port))
        yield {
          path: [...path, "port"],
          wrong: `the holder of ${name} has the port ${port}, which is taken or is none`,
          allowed: "a port below 55536, 10000 below no other service's behind the internal load balancer",
        };
      const patience = patienceOf(planned);
      if (patience >= edge.idleTimeoutSeconds)
        yield {
          path: ["inference", "services", name, "hold", "patienceSeconds"],
          wrong: `a request is held for ${patience} s, and the load balancer cuts it after ${edge.idleTimeoutSeconds} s of silence`,
          allowed: `less than edge.idleTimeoutSeconds; or more there, up to 4000`,
        };
    }
  },
);

export const spillHasWay = check(
  "overflow goes from one region of the platform to another one, of a service that the planner owns behind the internal load balancer",
  ["regions", "services", "inference"],
  function* ({ regions, services, inference }) {
    const names = regions.map(({ region }) => region);
    for (const [name, { owner, spill }] of Object.entries(inference.services)) {
      if (!spill) continue;
      const path = ["inference", "services", name, "spill"];
      for (const [from, to] of Object.entries(spill.to)) {
        yield* exists([...path, "to", from], from, "region", names);
        yield* exists([...path, "to", from], to, "region", names);
        if (from === to)
          yield {
            path: [...path, "to", from],
            wrong: `what cannot be had in ${from} cannot be had in ${to} either`,
            allowed: `another region of ${names.join(", ")}`,
          };
      }
      if (owner !== "planner" || services[name]?.route.kind !== "internal-load-balancer")
        yield {
          path,
          wrong: `nobody sends requests of ${name} on: that does a holder before the internal load balancer's listener, by what the planner says`,
          allowed: "the owner planner and the route internal-load-balancer, or no spill",
        };
    }
  },
);

/** Hours of a month, as AWS's calculator counts them. */
const hoursOfMonth = 730;

export const capAffordsLeast = check(
  "the cap pays for the least replicas",
  ["services", "inference"],
  function* ({ services, inference: { services: planned, monthlyCapUsd } }) {
    if (monthlyCapUsd === undefined) return;
    const least = Object.entries(planned).reduce(
      (sum, [name, { profile }]) => sum + (services[name]?.scaling.min ?? 0) * profile.usdPerHour,
      0,
    );
    const needed = Math.ceil(least * hoursOfMonth);
    if (needed > monthlyCapUsd)
      yield {
        path: ["inference", "monthlyCapUsd"],
        wrong: `the least replicas alone cost ${needed} USD a month`,
        allowed: `at least ${needed} USD, or fewer in scaling.min`,
      };
  },
);
