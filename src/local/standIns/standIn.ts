import type { Properties } from "../json";

/** What a new resource of another provider is: its id, and its outputs besides its inputs. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** A type of resource of another provider that is stood in for. What it makes is kept in the stack's state, nowhere else. */
export interface StandIn {
  readonly make: (inputs: Properties) => Made | Promise<Made>;
  /** Whether a change is made in place; else it needs a new resource. */
  readonly updates?: true;
  /** What has to be known of a resource that was only seemingly made. */
  readonly note?: (made: Made, inputs: Properties) => string;
  /** Whether a resource is over, so that a refresh finds it gone. */
  readonly isOver?: (outputs: Properties) => boolean;
}
