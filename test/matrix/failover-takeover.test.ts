import { failoverTakeoverMatrix } from "./failover-takeover.ts";
import { failoverTakeoverThirdMatrix } from "./failover-takeover-third.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(failoverTakeoverMatrix, { part: 1, of: 1 });
await matrixSuite(failoverTakeoverThirdMatrix, { part: 1, of: 1 });
