import type { Colors } from "../io.ts";
import type { Status } from "../releases/view.ts";

/** A status with a sign, so that colour never carries the meaning alone. */
export function renderStatus(status: Status, colors: Colors): string {
  switch (status) {
    case "promoted":
      return colors.green("✓ promoted");
    case "rolled-back":
      return colors.yellow("↩ rolled back");
    case "superseded":
      return colors.yellow("↷ superseded");
    case "queued":
      return colors.magenta("⏸ waits for its turn");
    case "refused":
    case "failed":
    case "stuck":
      return colors.red(`✗ ${status}`);
    case "waiting-for-person":
      return colors.magenta("⏸ waits for a person");
    default:
      return colors.cyan(`▶ ${status}`);
  }
}
