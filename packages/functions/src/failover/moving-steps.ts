import { awaitDatabase } from "./steps/await-database.ts";
import { awaitPerson } from "./steps/await-person.ts";
import { awaitServices } from "./steps/await-services.ts";
import { claimEpoch } from "./steps/claim-epoch.ts";
import { filesWritable } from "./steps/files-writable.ts";
import { freezeReleases } from "./steps/freeze-releases.ts";
import { promoteDatabase } from "./steps/promote-database.ts";
import { report } from "./steps/report.ts";
import { rotateCredentials } from "./steps/rotate-credentials.ts";
import { scaleServices } from "./steps/scale-services.ts";
import { turnAhead } from "./steps/turn-ahead.ts";
import { turnTraffic } from "./steps/turn-traffic.ts";
import { verifyFunctionality } from "./steps/verify-functionality.ts";
import { watchTraffic } from "./steps/watch-traffic.ts";

/** What failover and failback have in common. */
export const movingSteps = [
  awaitPerson,
  claimEpoch,
  freezeReleases,
  turnAhead,
  promoteDatabase,
  awaitDatabase,
  rotateCredentials,
  filesWritable,
  scaleServices,
  awaitServices,
  verifyFunctionality,
  turnTraffic,
  watchTraffic,
  report,
] as const;
