import { failbackMatrix } from "./failback.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(failbackMatrix, { part: 1, of: 1 });
