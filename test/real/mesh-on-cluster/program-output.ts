/** A job of `program/client.js`. */
export interface Job {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Address that is dialled instead of the URL's host. */
  readonly connect?: string;
  /** PEM text of the authority that an https server is verified with. */
  readonly ca?: string;
  /** Sends so many and counts the answers. */
  readonly count?: number;
  /** How many at a time; default 4. */
  readonly parallel?: number;
  /** Sends until that file is there, and counts what was lost. */
  readonly until?: string;
  /** Pause between two, in milliseconds. */
  readonly every?: number;
  /** Patience; default 15. */
  readonly seconds?: number;
}

/** What `program/server.js` saw, as its answer and as a line of its log. */
export interface Arrived {
  readonly case?: string;
  readonly pod: string;
  readonly port: number;
  readonly protocol: string;
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly peer?: string;
  readonly nth?: number;
  readonly failing?: boolean;
  readonly at?: number;
  readonly calls?: readonly { readonly url: string; readonly status?: number; readonly error?: string; readonly body?: Arrived }[];
}

/** What came back. */
export interface Answer {
  readonly status?: number;
  /** Status of a gRPC call; NaN when it has none. */
  readonly grpc?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Arrived | string;
  readonly error?: string;
  readonly ms: number;
}

/** Answers by the pods that gave them, and by what else came back. */
export interface Tally { readonly tally: Readonly<Record<string, number>> }

/** What became of a stream of requests. */
export interface Stream {
  readonly sent: number;
  readonly lost: readonly { readonly at: number; readonly nth: number; readonly status?: number; readonly error?: string; readonly body?: unknown }[];
  /** When each pod answered last, in milliseconds since 1970. */
  readonly lastOf: Readonly<Record<string, number>>;
  /** Milliseconds of the slowest answer. */
  readonly slowest: number;
}

export const arrivedIn = ({ body }: Answer): Arrived | undefined => (typeof body === 'object' && body !== null ? body : undefined);

/** A program answered, and not with an error. */
export const isServed = (answer: Answer): boolean => arrivedIn(answer)?.pod !== undefined && (answer.status ?? 200) === 200 && (answer.grpc ?? 0) === 0;

/** The identity that the server saw, as `cluster.local/ns/shop/sa/web`; undefined when the connection had none. */
export const identityIn = (arrived: Arrived | undefined): string | undefined => /URI=spiffe:\/\/([^;,"]+)/.exec(arrived?.headers?.['x-forwarded-client-cert']?.split(',').at(-1) ?? '')?.[1];
