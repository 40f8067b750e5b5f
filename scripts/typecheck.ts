/** `npm run typecheck`: packages, page and definition. Ends with one line, `N passed, N failed`. */
import { checkTypes } from "./types.ts";
import { conclude } from "./vitest.ts";

const checks = await checkTypes();
const content = checks.filter(Boolean).length;
conclude({ passed: content, failed: checks.length - content });
