/** The package has no types of its own (4.0.0). */
declare module "asl-validator" {
  interface Result {
    readonly isValid: boolean;
    readonly errors: readonly { readonly "Error code": string; readonly Message: string }[];
  }
  export default function validate(
    definition: object,
    options?: { readonly checkArn?: boolean; readonly checkPaths?: boolean },
  ): Result;
}
