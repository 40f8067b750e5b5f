import { failoverSuite } from "./suite.ts";

failoverSuite({ part: 2, of: 2 });
