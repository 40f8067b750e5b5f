import { releaseBlueGreenMatrix } from "./release-blue-green.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseBlueGreenMatrix, { part: 1, of: 2 });
