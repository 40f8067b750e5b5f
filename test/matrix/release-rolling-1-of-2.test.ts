import { releaseRollingMatrix } from "./release-rolling.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseRollingMatrix, { part: 1, of: 2 });
