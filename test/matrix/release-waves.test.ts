import { releaseWavesMatrix } from "./release-waves.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseWavesMatrix, { part: 1, of: 1 });
