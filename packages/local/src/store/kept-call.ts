import type { Call } from "../gate/gate.ts";
import type { Principal } from "../services/service.ts";

/** A call with an effect, as the store remembers it beside that effect. */
export interface KeptCall {
  /** Milliseconds since 1970, when it was answered. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly principal: Principal;
  readonly input: object;
}

const reading = /^(BatchGet|Describe|Filter|Get|List|Query|Scan|Tail|Test|TransactGet|Validate)/;

/** Whether an operation may change something. */
export const hasEffect = ({ operation }: Pick<Call, "operation">): boolean => !reading.test(operation);

export const keptCall = ({ service, operation, input, context }: Call, at: number): KeptCall => ({
  at,
  service,
  operation,
  region: context.region,
  principal: context.principal,
  input,
});
