import { setAllows } from "../../../release-set/allow.ts";
import { advanceStep } from "../../../release-set/steps/advance.ts";
import { beginStep } from "../../../release-set/steps/begin.ts";
import { reportStep } from "../../../release-set/steps/report.ts";

const allows = setAllows({ elsewhere: true });

export const begin = beginStep(allows);
export const advance = advanceStep(allows);
export const report = reportStep(allows);
