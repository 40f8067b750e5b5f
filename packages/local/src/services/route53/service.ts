import type { Names } from "../../world/edge/names.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { RoutingControls } from "../route53-recovery-cluster/controls.ts";
import type { Service } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { Checker } from "./checker.ts";
import { type HealthCheck, kinds } from "./health-check.ts";
import { changeRecords, listRecords } from "./records.ts";
import { Zones } from "./zones.ts";

/** Route 53: records, health checks, and what names lead to. Its API is one, in us-east-1; what it answers depends on no region. */
export function route53(
  world: World,
  routing: Pick<RoutingControls, "isOn">,
): Service<"route53"> & { readonly names: Names } {
  const random = world.random.fork("route53");
  const zones = new Zones(world.regions, routing);
  const stopped = new AbortController();
  const checker = new Checker(world, zones, stopped.signal);
  const check = (id: string | undefined): HealthCheck => {
    const found = zones.checks.get(id ?? "");
    if (found) return found;
    throw new AwsError("NoSuchHealthCheck", `A health check with id ${id} does not exist.`, {
      statusCode: 404,
    });
  };
  const described = ({ id, callerReference, config }: HealthCheck) => ({
    Id: id,
    CallerReference: callerReference,
    HealthCheckConfig: config,
    HealthCheckVersion: 1,
  });
  return {
    name: "route53",
    names: zones,
    operations: {
      CreateHealthCheck: (input) => {
        refuseUnsupported("route53:CreateHealthCheck", input, ["CallerReference", "HealthCheckConfig"]);
        const { CallerReference: callerReference = "", HealthCheckConfig: config } = input;
        const kind = kinds.find((one) => one === config?.Type);
        if (!config || !kind) throw unsupported("route53:CreateHealthCheck", `the type ${config?.Type}`);
        const known = [...zones.checks.values()].find((one) => one.callerReference === callerReference);
        const made = known ?? {
          id: random.uuid(),
          callerReference,
          config,
          healthy: true,
          contrary: 0,
          checkedAt: world.clock.now(),
          status: "Success: not checked yet",
        };
        zones.checks.set(made.id, made);
        checker.start();
        return {
          HealthCheck: described(made),
          Location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${made.id}`,
        };
      },
      GetHealthCheck: ({ HealthCheckId }) => ({ HealthCheck: described(check(HealthCheckId)) }),
      ListHealthChecks: (input) => {
        refuseUnsupported("route53:ListHealthChecks", input, []);
        const HealthChecks = [...zones.checks.values()].map(described);
        return { HealthChecks, Marker: "", IsTruncated: false, MaxItems: 100 };
      },
      // Like AWS, it says nothing of checks that rest on others.
      GetHealthCheckStatus: ({ HealthCheckId }) => {
        const { config, status, checkedAt } = check(HealthCheckId);
        if (config.Type === "CALCULATED" || config.Type === "RECOVERY_CONTROL")
          throw new AwsError("InvalidInput", `There is no such status of a health check of ${config.Type}.`);
        const StatusReport = { Status: status, CheckedTime: new Date(checkedAt) };
        return { HealthCheckObservations: [{ Region: "us-east-1", IPAddress: "192.0.2.1", StatusReport }] };
      },
      DeleteHealthCheck: ({ HealthCheckId }) => {
        zones.checks.delete(check(HealthCheckId).id);
        return {};
      },
      ChangeTagsForResource: () => ({}),
      ChangeResourceRecordSets: (input) => changeRecords(zones, input, world.clock.now(), random),
      ListResourceRecordSets: (input) => listRecords(zones, input),
    },
    resources: {
      GetHealthCheck: ({ HealthCheckId }) => [`arn:aws:route53:::healthcheck/${HealthCheckId}`],
      GetHealthCheckStatus: ({ HealthCheckId }) => [`arn:aws:route53:::healthcheck/${HealthCheckId}`],
      DeleteHealthCheck: ({ HealthCheckId }) => [`arn:aws:route53:::healthcheck/${HealthCheckId}`],
      ChangeResourceRecordSets: ({ HostedZoneId }) => [`arn:aws:route53:::hostedzone/${HostedZoneId}`],
      ListResourceRecordSets: ({ HostedZoneId }) => [`arn:aws:route53:::hostedzone/${HostedZoneId}`],
    },
    memory: {
      save: () => new Map<string, unknown>([["zones", { records: zones.records, checks: zones.checks }]]),
      restore: (parts) => {
        const { records, checks } = parts.get("zones") as Pick<Zones, "records" | "checks">; // as `save` gave it
        for (const [zone, some] of records) zones.records.set(zone, some);
        for (const [id, one] of checks) zones.checks.set(id, one);
      },
      carryOn: () => checker.start(),
    },
    stop: async () => stopped.abort(new DOMException("the local cloud stops", "AbortError")),
  };
}
