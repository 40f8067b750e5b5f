import { releaseMatrix } from "./release.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseMatrix, { part: 2, of: 2 });
