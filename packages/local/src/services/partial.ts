import type { ServiceName } from "./modules.ts";
import type { OperationName } from "./service.ts";

/**
 * What an implemented operation lacks, in a sentence without its full stop, for docs/local-cloud.md. An operation that
 * is not named here does what AWS documents; whatever is lacking is refused by name, never ignored.
 */
export type Partials<S extends ServiceName> = { readonly [Op in OperationName<S>]?: string };
