import { FailoverPlaces, type Routing } from "@signalbox/core/platform/failover-places";
import type { Entry, PlatformDocument } from "@signalbox/local/deploy/document";
import { ConnectionReset } from "@signalbox/local/gate/connection-reset";
import type { Guard } from "@signalbox/local/gate/gate";
import { endpointRegions } from "@signalbox/local/services/route53-recovery-cluster/endpoints";
import {
  documentOf,
  home,
  names,
  onThreeRegions,
  standby,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";

const regions = [home, standby, third];
const panelArn = "arn:aws:route53-recovery-control::123456789012:controlpanel/p";
export const controlOf = (region: string): string => `${panelArn}/routingcontrol/${region}`;
const controls = regions.map(controlOf);

/** The rule that so many stay On. */
export const keepsOn = (atLeast: number) => ({
  arn: `${panelArn}/safetyrule/r`,
  name: "one",
  controls,
  atLeast,
  waitPeriodMs: 5_000,
});

const routing: Routing = {
  endpoints: endpointRegions.map((region) => ({ region, url: `https://arc.${region}.example.com/v1` })),
  controls: Object.fromEntries(regions.map((region) => [region, controlOf(region)])),
};

/** What the workflows of these roles may do with the controls; permissions.test.ts holds their steps to it. */
const actions: Readonly<Record<string, string>> = {
  failover: "UpdateRoutingControlStates",
  failback: "UpdateRoutingControlStates",
  readiness: "GetRoutingControlState",
};

/** The three regions with routing controls in place of the checks by which users are turned, as the stacks make `spill-over`'s. */
function withRoutingControls(): PlatformDocument {
  const { entries, ...document } = documentOf();
  const firstRecord = entries.findIndex(({ call }) => call?.operation === "ChangeResourceRecordSets");
  const changed = entries.map(changedFor);
  return {
    ...document,
    entries: [...changed.slice(0, firstRecord), ...made(), ...changed.slice(firstRecord)],
  };
}

const made = (): Entry[] => [
  ...regions.map((region) => ({
    id: `Switch${idOf(region)}`,
    routingControl: { arn: controlOf(region), name: region, panelArn, panelName: names.prefix },
  })),
  {
    id: "SwitchRule",
    safetyRule: keepsOn(1),
  },
  ...regions.map((region) => ({
    id: `Switched${idOf(region)}`,
    call: {
      region: home,
      service: "route53",
      operation: "CreateHealthCheck",
      input: {
        CallerReference: `switched-${region}`,
        HealthCheckConfig: { Type: "RECOVERY_CONTROL", RoutingControlArn: controlOf(region) },
      },
    },
    outputs: { id: "HealthCheck.Id" },
  })),
];

const idOf = (region: string): string => region.replaceAll("-", "");

function changedFor(entry: Entry): Entry {
  const { call, role } = entry;
  const action = actions[role?.arn.split("-").at(-1) ?? ""];
  if (role && action !== undefined) {
    const statement = { actions: [`route53-recovery-cluster:${action}`], resources: controls };
    return { ...entry, role: { ...role, statements: [...role.statements, statement] } };
  }
  if (!call) return entry;
  const { input } = call;
  if (input.Name === `${names.platformParameters}/failover`) {
    const places = FailoverPlaces.parse(JSON.parse(String(input.Value)));
    return {
      ...entry,
      call: { ...call, input: { ...input, Value: JSON.stringify({ ...places, routing }) } },
    };
  }
  if (call.operation !== "ChangeResourceRecordSets") return entry;
  // Whatever a record's check was, it is the switch of the region that the record is named for.
  const text = JSON.stringify(call).replaceAll(
    /"SetIdentifier":"([\w-]+)","HealthCheckId":"[^"]+"/g,
    (_, region: string) => `"SetIdentifier":"${region}","HealthCheckId":"\${Switched${idOf(region)}.id}"`,
  );
  return { ...entry, call: JSON.parse(text) };
}

const document = withRoutingControls();

export interface Switched extends ThreeRegions {
  /** Regions in which ARC's endpoint gives no answer. */
  readonly silent: Set<string>;
  /** Regions whose endpoint was asked, in that order. */
  readonly asked: string[];
}

export const isSwitch = ({ service }: { readonly service: string }): boolean =>
  service === "route53-recovery-cluster";

/** Runs a scenario in three regions whose users are turned by switches. */
export async function onSwitches(scenario: (regions: Switched) => Promise<void>): Promise<void> {
  const silent = new Set<string>();
  const asked: string[] = [];
  const endpoints: Guard = async (call, next) => {
    const { region } = call.context;
    if (!isSwitch(call)) return await next(call);
    asked.push(region);
    if (silent.has(region)) throw new ConnectionReset();
    return await next(call);
  };
  const setting = { document, requestsPerSecond: 0.2, guards: () => [endpoints] };
  await onThreeRegions(setting, (regions) => scenario({ ...regions, silent, asked }));
}

export const leadsTo = ({ cloud }: ThreeRegions): string | undefined =>
  cloud.names.resolve(document.publicHost)?.region;
export const turnedOn = ({ cloud }: ThreeRegions): string[] =>
  [home, standby, third].filter((region) => cloud.routing.isOn(controlOf(region)));
