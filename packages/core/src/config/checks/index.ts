import {
  classesApart,
  copiesLast,
  lockHasRange,
  locksArePermanent,
  pointsOverlap,
  retentionsWithinLock,
} from "./backup.ts";
import {
  canariesBehindBalancer,
  generationsAreInCache,
  groupsExist,
  groupsHaveServices,
  identityIsThere,
  imagesExist,
  inferenceIsThere,
  oneImageInGroup,
  upgradesHaveTwoSides,
} from "./catalogue.ts";
import type { Check } from "./check.ts";
import {
  cacheReplicasInZones,
  capacityHasRange,
  pausesWithoutProxy,
  readersOfGlobalDatabase,
} from "./data.ts";
import { gpuPoolsExist, gpuTasksFitPools, poolsApart, standbyIsOnDemand } from "./gpu.ts";
import {
  capAffordsLeast,
  ollamaIsBehindSidecar,
  oneWriterOfReplicas,
  plannedServicesBalanced,
  plannedServicesExist,
  spillHasWay,
  zeroIsHeld,
} from "./inference.ts";
import { pipelineGroupsExist, stagingIsAnother, testsCanRun } from "./pipeline.ts";
import {
  eachRegionOnce,
  networksApart,
  networksOfSixteenBits,
  neutralRegionApart,
  rolesInOrder,
  routingControlsForSeveral,
} from "./regions.ts";
import { frozenGroupsExist, gatesAndMetricsFit, policiesCanBeKept, tasksLeaveInTime } from "./releases.ts";
import {
  allPathsAnswered,
  blueGreenHasOneRule,
  pathsFitRules,
  pathsOfOneService,
  rulesFitBalancer,
} from "./routes.ts";
import { schedulesWithinBounds } from "./schedules.ts";
import { balancerOutlastsCdn, confirmedInTime, permanentStaysOn, somebodyIsNotified } from "./stage.ts";
import { directoriesFitMemory, memoryFitsCpu, noSecretsInEnvironment, scalingHasRange } from "./tasks.ts";
import { backupZonesExist, nightHasLength, nightZoneExists, schedulesRepeat } from "./times.ts";

/** Every check of what no single field shows. */
export const checks: readonly Check[] = [
  eachRegionOnce,
  rolesInOrder,
  networksOfSixteenBits,
  networksApart,
  neutralRegionApart,
  routingControlsForSeveral,
  balancerOutlastsCdn,
  capacityHasRange,
  pausesWithoutProxy,
  readersOfGlobalDatabase,
  cacheReplicasInZones,
  groupsExist,
  imagesExist,
  groupsHaveServices,
  oneImageInGroup,
  canariesBehindBalancer,
  identityIsThere,
  inferenceIsThere,
  generationsAreInCache,
  upgradesHaveTwoSides,
  pathsOfOneService,
  allPathsAnswered,
  pathsFitRules,
  rulesFitBalancer,
  blueGreenHasOneRule,
  memoryFitsCpu,
  gpuPoolsExist,
  poolsApart,
  gpuTasksFitPools,
  standbyIsOnDemand,
  scalingHasRange,
  plannedServicesExist,
  plannedServicesBalanced,
  oneWriterOfReplicas,
  ollamaIsBehindSidecar,
  zeroIsHeld,
  spillHasWay,
  schedulesWithinBounds,
  capAffordsLeast,
  directoriesFitMemory,
  noSecretsInEnvironment,
  policiesCanBeKept,
  gatesAndMetricsFit,
  frozenGroupsExist,
  pipelineGroupsExist,
  testsCanRun,
  stagingIsAnother,
  tasksLeaveInTime,
  schedulesRepeat,
  backupZonesExist,
  nightZoneExists,
  nightHasLength,
  retentionsWithinLock,
  lockHasRange,
  locksArePermanent,
  copiesLast,
  classesApart,
  pointsOverlap,
  permanentStaysOn,
  somebodyIsNotified,
  confirmedInTime,
];
