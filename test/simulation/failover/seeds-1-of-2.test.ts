import { failoverSuite } from "./suite.ts";

failoverSuite({ part: 1, of: 2 });
