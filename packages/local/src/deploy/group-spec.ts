/** What the laptop's platform runs behind one listener rule. */
export interface GroupSpec {
  /** Also the repository, the container and the family of its task definitions. */
  readonly name: string;
  readonly version: string;
  readonly containerPort: number;
  readonly listenerPort: number;
  readonly healthPath: string;
  readonly replicas: number;
  readonly environment: Readonly<Record<string, string>>;
}
