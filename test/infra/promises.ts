import type { InfraPromise } from "./promise.ts";
import { alarmDimensions } from "./promises/alarm-dimensions.ts";
import { alarms } from "./promises/alarms.ts";
import { balancers } from "./promises/balancers.ts";
import { containers } from "./promises/containers.ts";
import { dataOutlives } from "./promises/data-outlives.ts";
import { deadLetters } from "./promises/dead-letters.ts";
import { deletionProtection } from "./promises/deletion-protection.ts";
import { deployedTriggers } from "./promises/deployed-triggers.ts";
import { encryption } from "./promises/encryption.ts";
import { eventPatterns } from "./promises/event-patterns.ts";
import { failedInvocations } from "./promises/failed-invocations.ts";
import { globalEdge } from "./promises/global-edge.ts";
import { gpuPools } from "./promises/gpu-pools.ts";
import { keyPolicies } from "./promises/key-policies.ts";
import { leaseKeepers } from "./promises/lease-keepers.ts";
import { logRetention } from "./promises/log-retention.ts";
import { lostRegion } from "./promises/lost-region.ts";
import { machineArns } from "./promises/machine-arns.ts";
import { machineRoles } from "./promises/machine-roles.ts";
import { nameLimits } from "./promises/name-limits.ts";
import { neutralRegion } from "./promises/neutral-region.ts";
import { orchestratorsOwn } from "./promises/orchestrators-own.ts";
import { ownRegion } from "./promises/own-region.ts";
import { passedRoles } from "./promises/passed-roles.ts";
import { patternNames } from "./promises/pattern-names.ts";
import { plannedReplicas } from "./promises/planned-replicas.ts";
import { pointInTime } from "./promises/point-in-time.ts";
import { previewRoutes } from "./promises/preview-routes.ts";
import { primaryDown } from "./promises/primary-down.ts";
import { privateSubnets } from "./promises/private-subnets.ts";
import { publicDoors } from "./promises/public-doors.ts";
import { publicPrincipals } from "./promises/public-principals.ts";
import { replicaSidecars } from "./promises/replica-sidecars.ts";
import { repositories } from "./promises/repositories.ts";
import { requestHolders } from "./promises/request-holders.ts";
import { routingControls } from "./promises/routing-controls.ts";
import { securityGroups } from "./promises/security-groups.ts";
import { services } from "./promises/services.ts";
import { smallEnough } from "./promises/small-enough.ts";
import { targetGroups } from "./promises/target-groups.ts";
import { transportSecurity } from "./promises/transport-security.ts";
import { uniqueNames } from "./promises/unique-names.ts";
import { wildcardActions } from "./promises/wildcard-actions.ts";
import { wildcardResources } from "./promises/wildcard-resources.ts";
import { workflowRoles } from "./promises/workflow-roles.ts";

/** Everything that holds of every stage. */
export const promises: readonly InfraPromise[] = [
  alarmDimensions,
  alarms,
  balancers,
  containers,
  dataOutlives,
  deadLetters,
  deletionProtection,
  deployedTriggers,
  encryption,
  eventPatterns,
  failedInvocations,
  globalEdge,
  gpuPools,
  keyPolicies,
  leaseKeepers,
  logRetention,
  lostRegion,
  machineArns,
  machineRoles,
  nameLimits,
  neutralRegion,
  orchestratorsOwn,
  ownRegion,
  passedRoles,
  patternNames,
  plannedReplicas,
  pointInTime,
  previewRoutes,
  primaryDown,
  privateSubnets,
  publicDoors,
  publicPrincipals,
  replicaSidecars,
  repositories,
  requestHolders,
  routingControls,
  securityGroups,
  services,
  smallEnough,
  targetGroups,
  transportSecurity,
  uniqueNames,
  wildcardActions,
  wildcardResources,
  workflowRoles,
];
