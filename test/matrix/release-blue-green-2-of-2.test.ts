import { releaseBlueGreenMatrix } from "./release-blue-green.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseBlueGreenMatrix, { part: 2, of: 2 });
