/** What the laptop's platform runs behind one load balancer: one image, released together. */
export interface GroupSpec {
  /** Also its image, and thus its repository. */
  readonly name: string;
  readonly version: string;
  readonly containerPort: number;
  readonly listenerPort: number;
  readonly balancer: "public" | "internal";
  readonly healthPath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The first ones' paths go before those of the later ones. */
  readonly services: readonly ServiceSpec[];
}

/** A pair of ECS services. */
export interface ServiceSpec {
  /** Also the container. */
  readonly name: string;
  readonly replicas: number;
  readonly paths: readonly string[];
}
