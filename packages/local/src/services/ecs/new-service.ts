import { readSettings } from "./deployment-configuration.ts";
import { Pulse } from "./pulse.ts";
import type { ServiceState } from "./state.ts";

type Given = Pick<ServiceState, "kind" | "name" | "arn" | "cluster" | "region" | "createdAt" | "network"> &
  Partial<Pick<ServiceState, "loadBalancers" | "desiredCount" | "graceSeconds" | "settings" | "clientToken">>;

/** A service as it begins. Tasks of RunTask hang on one that no cluster lists, so that they live like all others. */
export const newService = (given: Given): ServiceState => ({
  loadBalancers: [],
  desiredCount: 0,
  graceSeconds: 0,
  settings: readSettings("CreateService", undefined),
  clientToken: undefined,
  ...given,
  pulse: new Pulse(),
  status: "ACTIVE",
  deployments: [],
  history: [],
  lastCompleted: undefined,
  shifting: undefined,
  events: [],
  steady: false,
  failedStarts: 0,
  notBefore: 0,
  placed: 0,
  placesAt: 0,
});
