import { failoverMatrix } from "./failover.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(failoverMatrix, { part: 1, of: 1 });
