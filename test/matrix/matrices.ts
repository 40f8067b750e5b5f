import { releaseMatrix } from "./release.ts";
import type { MatrixWorkflow } from "./workflow.ts";

/** One line a workflow. */
export const matrices: readonly MatrixWorkflow[] = [releaseMatrix];
