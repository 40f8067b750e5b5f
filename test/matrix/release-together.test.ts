import { releaseTogetherMatrix } from "./release-together.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseTogetherMatrix, { part: 1, of: 1 });
