import { runbook } from "../../runbook/runbook.ts";
import { RotateRequest } from "./request.ts";
import { look } from "./steps/look.ts";
import { rotate } from "./steps/rotate.ts";

export const rotateSecret = runbook({
  name: "rotate-secret",
  description:
    "Gives tasks another user of the database with another password. Those that run keep theirs until the next rotation; so after a leak start it twice, and `restart-service` after each.",
  input: RotateRequest,
  look,
  acts: [{ step: rotate, seconds: 10, most: 60 }],
});
