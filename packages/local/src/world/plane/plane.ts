import type { Clients } from "@signalbox/functions/aws/clients";
import type { BehaviourName } from "../../images/behaviour.ts";
import type { Measured, StartUp } from "../../images/image.ts";
import type { Caches } from "../cache/caches.ts";

/**
 * What really runs and really carries traffic. Two implementations: HTTP servers on this machine (real and accelerated
 * clock), and a model (virtual clock). Control planes (ecs, elbv2) know only this interface.
 */
export interface Plane {
  /** Starts a container; resolves once its process runs (not: once it is healthy). */
  start(task: TaskSpec): Promise<TaskProcess>;
  /** One health check, as an ALB makes it. */
  probe(target: Target, path: string, timeoutSeconds: number): Promise<ProbeResult>;
  /** One request to a listener's url, in full. Rejects where there is no whole answer. */
  ask(url: string, request: Asked): Promise<Told>;
  /** Opens a load balancer's listener; its rules and targets are asked of `routes` for each request. */
  listen(listener: ListenerSpec): Promise<Listener>;
  /** The listeners that are open now, in the order in which they were opened. */
  listening(): readonly ListenerAddress[];
  /** What its tasks keep beside themselves; absent where there is no cache. */
  readonly caches?: Caches;
  /** Sets what may befall it; nothing until then. */
  endanger?(hazards: Hazards): void;
  stop(): Promise<void>;
}

/** What may befall the data plane; asked anew each time. */
export interface Hazards {
  /** Whether a request comes to nothing before a load balancer of the region; `from` is undefined for users'. */
  listenerDark(region: string, from: string | undefined): boolean;
  /** Milliseconds by which it gets there late. */
  listenerSlow(region: string): number;
  /** Whether a task's load balancer cannot reach it. */
  taskDark(task: TaskSpec): boolean;
  /** How a task's container misbehaves, whatever its image says. */
  behaviour(task: TaskSpec, revision: string): BehaviourName | undefined;
  /** Hears of every task that starts. */
  started(task: TaskSpec, process: TaskProcess): void;
}

export interface ImageRef {
  readonly repository: string;
  /** Empty where the task definition names the image by digest. */
  readonly tag: string;
  readonly digest: string;
  /** Of the image's manifest. */
  readonly annotations: Readonly<Record<string, string>>;
}

export interface TaskSpec {
  readonly arn: string;
  /** Of the ECS service. */
  readonly service?: string;
  /** Availability zone, such as us-east-1a. */
  readonly zone?: string;
  readonly region: string;
  /** Address within the VPC, such as 10.0.1.17; what a target group registers. */
  readonly privateIp: string;
  readonly containerPort: number;
  readonly image: ImageRef;
  readonly environment: Readonly<Record<string, string>>;
  /** What it runs in place of what its image starts with: it serves nothing then, and ends by itself. */
  readonly command?: readonly string[];
  /** Takes what the container writes to its standard output, line by line. */
  readonly log?: (line: string) => void;
  /** What its process does before it answers, in place of its image's usual start. */
  readonly startUp?: StartUp;
  /** Takes what the container measures of itself. */
  readonly measure?: (measured: Measured) => void;
  /** What it calls AWS with, by the role of the task. */
  readonly clients?: () => Clients;
}

export interface TaskProcess {
  /** Resolves when the container ends by itself or by `stop`. */
  readonly exited: Promise<{ readonly exitCode: number; readonly reason: string }>;
  /** SIGTERM, then SIGKILL after the grace. */
  stop(graceSeconds: number): Promise<void>;
}

export interface Target {
  readonly region: string;
  readonly ip: string;
  readonly port: number;
}

export type ProbeResult =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "timeout" }
  | { readonly kind: "refused" };

export interface ListenerSpec {
  readonly region: string;
  readonly loadBalancerName: string;
  readonly port: number;
  readonly balancer: Balancer;
  /** Seconds after which the next answer on a client's connection closes it; asked anew each time. */
  clientKeepAliveSeconds(): number;
  /** Seconds without a byte in either direction after which the load balancer gives up; asked anew each time. */
  idleTimeoutSeconds(): number;
}

export interface ListenerAddress {
  readonly region: string;
  readonly loadBalancerName: string;
  readonly port: number;
  readonly url: string;
}

export interface Listener {
  /** Where a client on this machine reaches it, such as http://127.0.0.1:8080. */
  readonly url: string;
  close(): Promise<void>;
}

/** The load balancer's decisions and book-keeping, the same for real and modelled traffic. */
export interface Balancer {
  /** Picks a rule, a target group by weight and a healthy target by least outstanding requests. */
  route(request: RequestHead): Decision;
  /** Called once for each routed request, when its last byte is sent or its connection broke. */
  finished(decision: Decision, outcome: Outcome): void;
}

export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The client's address; 127.0.0.1 where none is said. */
  readonly sourceIp?: string;
  /** The region that the client runs in, where it is none of the users. */
  readonly from?: string;
}

export interface Asked extends RequestHead {
  readonly body?: string;
}

/** An answer in full. */
export interface Told {
  readonly status: number;
  readonly text: string;
}

export type Decision =
  | {
      readonly kind: "forward";
      readonly targetGroupArn: string;
      readonly target: Target;
      /** Set-Cookie fields that the load balancer adds to the answer, to keep this client where it is. */
      readonly cookies: readonly string[];
    }
  /** No healthy target: the ALB itself answers 503. */
  | { readonly kind: "no-target"; readonly targetGroupArn: string }
  | { readonly kind: "fixed"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "redirect"; readonly status: number; readonly location: string };

/** `seconds`: until the target's response head, as the ALB's TargetResponseTime counts; where there was none, until the end. */
export type Outcome =
  | { readonly kind: "answered"; readonly status: number; readonly seconds: number }
  /** The target could not be reached or closed before its response head: the client saw 502. */
  | { readonly kind: "broken"; readonly phase: "connect" | "head"; readonly seconds: number }
  /** The target broke off, or fell silent for the idle timeout, within its answer: the client saw a cut stream. */
  | { readonly kind: "broken"; readonly phase: "body"; readonly status: number; readonly seconds: number }
  /** The idle timeout passed before the response head: 504. */
  | { readonly kind: "timeout"; readonly seconds: number }
  /** `status` where the response head had come: a user who closes the page within a stream. */
  | { readonly kind: "client-left"; readonly status: number | undefined; readonly seconds: number };
