import { failbackLosesHomeMatrix, failbackLosesOtherMatrix } from "./failback-loss.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(failbackLosesHomeMatrix, { part: 1, of: 1 });
await matrixSuite(failbackLosesOtherMatrix, { part: 1, of: 1 });
