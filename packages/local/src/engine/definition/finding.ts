/** Something wrong with a definition, in the shape of AWS's diagnostics. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  /** A JSON pointer, such as /States/Shift/Next. */
  readonly location?: string;
}

export const schemaFinding = (message: string, location: string): Finding => ({
  code: "SCHEMA_VALIDATION_FAILED",
  message,
  location,
});
