import { expect, test } from "vitest";
import { problemsOf } from "../config.fixture.ts";

const models = { engine: "vllm" };
const problems = (inference: object, service: object = {}) =>
  problemsOf({ inference, services: { models: service } }).map(
    ({ path, wrong, allowed }) => `${path}: ${wrong}; ${allowed}`,
  );

test("a planned service has to be one that there is, and behind a load balancer", () => {
  expect(problems({ services: { models } })).toEqual([]);
  expect(problems({ services: { modells: models } })).toEqual([
    "inference.services.modells: `services` has no modells; web, models",
  ]);
  expect(
    problemsOf({
      inference: { services: { models } },
      groups: { models: { strategy: "rolling" } },
      services: { models: { route: { kind: "service-connect" } }, web: { needs: [] } },
    }),
  ).toMatchObject([{ path: "inference.services.models" }]);
});

test("where the planner owns the number of tasks, a policy by requests would be a second writer", () => {
  const scaling = { requestsPerMinute: 100 };
  expect(problems({ services: { models } }, { scaling })).toEqual([
    "services.models.scaling.requestsPerMinute: the planner sets the number of models's tasks, and a policy by requests would set it too; none, or inference.services with the owner autoscaling",
  ]);
  expect(problems({ services: { models: { ...models, owner: "autoscaling" } } }, { scaling })).toEqual([]);
});

test("a cap that does not pay for the least replicas is refused", () => {
  const planned = { services: { models: { ...models, profile: { usdPerHour: 2 } } } };
  expect(problems({ ...planned, monthlyCapUsd: 4000 })).toEqual([
    "inference.monthlyCapUsd: the least replicas alone cost 4380 USD a month; at least 4380 USD, or fewer in scaling.min",
  ]);
  expect(problems({ ...planned, monthlyCapUsd: 4380 })).toEqual([]);
});

test("a schedule of more than there may be, or of what the planner does not own, is refused", () => {
  const office = { from: "MON 08:00", to: "FRI 18:00", timeZone: "Europe/Berlin", replicas: 3 };
  const services = { models: { ...models, schedules: { office } } };
  expect(problems({ services }, { scaling: { max: 3 } })).toEqual([]);
  expect(problems({ services }, { scaling: { min: 1, max: 2 } })).toEqual([
    "inference.services.models.schedules.office.replicas: models never has more than 2; at most 2, or more in services.models.scaling.max",
  ]);
  const said = { models: { ...services.models, owner: "autoscaling" } };
  expect(problems({ services: said }, { scaling: { max: 3 } })).toMatchObject([
    expect.stringContaining("schedules.office: AWS's scaling sets the number"),
  ]);
});

test("an Ollama that is told another port or other slots than are counted by is refused", () => {
  const services = { models: { engine: "ollama", profile: { slots: 4 } } };
  const environment = { OLLAMA_HOST: "0.0.0.0", OLLAMA_NUM_PARALLEL: "2" };
  expect(problems({ services }, { environment })).toEqual([
    "services.models.environment.OLLAMA_HOST: the requests of models come in through a sidecar that counts them, which has the port; none: the platform sets it",
    "services.models.environment.OLLAMA_NUM_PARALLEL: the planner counts with 4 requests at once; 4, inference.services.models.profile.slots, or none: the platform sets it",
  ]);
  expect(problems({ services }, { environment: { OLLAMA_NUM_PARALLEL: "4" } })).toEqual([]);
});

test("a service goes to zero where a holder can stand before it: on a port of its own, at the internal load balancer, with time to hold", () => {
  const zero = (more: object = {}, planned: object = { hold: { patienceSeconds: 300 } }) =>
    problems({ services: { models: { ...models, ...planned } } }, { scaling: { min: 0 }, ...more });
  expect(zero()).toEqual([]);
  expect(zero({ route: { kind: "public", paths: ["/models/*"] } })).toContain(
    "services.models.scaling.min: with no replica of models nothing would hold a request or say that it came: a holder stands at the internal load balancer alone; at least 1, or 0 with the route internal-load-balancer; nightShutdown goes by the clock",
  );
  expect(zero({ port: 60_000 })).toEqual([
    "services.models.port: the holder of models has the port 70000, which is taken or is none; a port below 55536, 10000 below no other service's behind the internal load balancer",
  ]);
  expect(zero({}, {})).toEqual([
    "inference.services.models.hold.patienceSeconds: a request is held for 570 s, and the load balancer cuts it after 400 s of silence; less than edge.idleTimeoutSeconds; or more there, up to 4000",
  ]);
  expect(zero({}, { owner: "autoscaling" })).toEqual([]);
  // A standby that waits at zero is woken by the failover, which moves the bounds.
  expect(problems({ services: { models } }, { scaling: { min: 1, standbyMin: 0 } })).toEqual([]);
});

test("overflow goes between two regions of the platform, of a service that a holder can stand before", () => {
  const spill = (to: object, planned: object = {}, service: object = {}) =>
    problemsOf({
      regions: [
        { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
        { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
      ],
      inference: {
        services: { models: { ...models, hold: { patienceSeconds: 300 }, spill: { to }, ...planned } },
      },
      services: { models: service },
    }).map(({ path, wrong }) => `${path}: ${wrong}`);
  expect(spill({ "us-east-1": "eu-west-1", "eu-west-1": "us-east-1" })).toEqual([]);
  expect(spill({ "us-east-1": "us-east-1" })).toEqual([
    "inference.services.models.spill.to.us-east-1: what cannot be had in us-east-1 cannot be had in us-east-1 either",
  ]);
  expect(spill({ "us-east-1": "eu-west-3" })).toEqual([
    "inference.services.models.spill.to.us-east-1: `regions` has no eu-west-3",
  ]);
  expect(spill({ "us-east-1": "eu-west-1" }, { owner: "autoscaling" })).toEqual([
    expect.stringMatching(/^inference.services.models.spill: nobody sends requests of models on/),
  ]);
  expect(spill({ "us-east-1": "eu-west-1" }, {}, { port: 60_000 })).toEqual([
    "services.models.port: the holder of models has the port 70000, which is taken or is none",
  ]);
});
