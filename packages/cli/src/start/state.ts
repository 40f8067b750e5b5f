import { openStore, type Store } from "@signalbox/local/store/store";
import { UserError } from "../user-error.ts";

/** Opens the state in a directory; "none" keeps none. */
export function openState(directory: string): Store | undefined {
  if (directory === "none") return undefined;
  try {
    return openStore(directory);
  } catch (error) {
    throw new UserError(
      `the state in ${directory} cannot be used`,
      error instanceof Error ? error.message : String(error),
      "end the other local cloud, delete the directory, or run without state: --state none",
    );
  }
}
