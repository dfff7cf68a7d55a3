import type { Delivery, Outcome } from 'cdk8s-mesh/simulate';
import { type Answer, arrivedIn, identityIn } from './program-output';

/** Statuses of gRPC that Envoy gives for statuses of HTTP. */
const grpcStatuses: Readonly<Record<number, number>> = { 400: 13, 401: 16, 403: 7, 404: 12, 502: 14, 503: 14, 504: 14 };

/** What came back against what the simulator says will come back. */
export function differences(outcome: Outcome, answer: Answer): string[] {
  switch (outcome.kind) {
    case 'delivered': return delivered(outcome.deliveries, answer);
    case 'denied': case 'no route': case 'unreachable': case 'answered': case 'redirected': case 'tls failure': return refused(outcome, answer);
    default: return [`the simulator says '${outcome.kind}', which no single answer can be compared with`];
  }
}

/** What a program sees of a connection that a proxy closes: not that nobody is there, and not that nothing happens. */
const isCutOff = /^(ECONNRESET|EPIPE|closed|ERR_SSL_.*|ERR_HTTP2_.*)$/;

function refused({ kind, status, location, body }: Outcome, answer: Answer): string[] {
  if (status === undefined) return isCutOff.test(answer.error ?? '') ? [] : [`${kind}: a connection that is cut off was expected, and there is ${brief(answer)}`];
  const got = answer.grpc === undefined ? answer.status : answer.grpc;
  const want = answer.grpc === undefined ? status : grpcStatuses[status];
  const found: string[] = [];
  if (got !== want) found.push(`${kind} with ${want} was expected, and there is ${brief(answer)}`);
  if (location !== undefined && answer.headers?.location !== location) found.push(`location ${location} was expected, and there is ${answer.headers?.location}`);
  if (body !== undefined && answer.grpc === undefined && answer.body !== body) found.push(`'${body}' was expected, and there is ${brief(answer)}`);
  return found;
}

function delivered(deliveries: readonly Delivery[], answer: Answer): string[] {
  const arrived = arrivedIn(answer);
  if (arrived?.pod === undefined || (answer.status !== undefined && answer.status !== 200)) return [`an answer of the program was expected, and there is ${brief(answer)}`];
  const names = deliveries.flatMap(({ workloads }) => workloads).map((id) => id.slice(id.indexOf('/') + 1));
  const delivery = deliveries.find(({ workloads }) => workloads.some((id) => isPodOf(arrived.pod, id))) ?? (names.length === 0 ? deliveries[0] : undefined);
  if (delivery === undefined) return [`one of ${names.join(', ')} was expected to answer, and ${arrived.pod} did`];
  const found: string[] = [];
  const expect = (what: string, want: unknown, got: unknown): void => { if (want !== got) found.push(`${what} was expected to be ${String(want)}, and is ${String(got)}`); };
  if (answer.grpc !== undefined) expect('the status of gRPC', 0, answer.grpc);
  if (arrived.protocol === 'tcp' || delivery.request === undefined) return found;
  const { method, authority, target, headers } = delivery.request;
  expect('the method', method, arrived.method);
  expect('the path', target, arrived.path);
  expect('the host', authority, arrived.host);
  for (const [name, value] of Object.entries(headers)) if (!name.startsWith(':') && name !== 'authorization') expect(`header ${name}`, value, arrived.headers?.[name]);
  if (delivery.workloads.length > 0) expect('the identity of the caller', delivery.identity, identityIn(arrived));
  return found;
}

/** Pods of a Deployment or a StatefulSet are named after it. */
export const isPodOf = (pod: string, workload: string): boolean => pod.startsWith(`${workload.slice(workload.indexOf('/') + 1)}-`);

const brief = ({ status, grpc, error, body }: Answer): string => [
  ...(status === undefined ? [] : [`status ${status}`]), ...(grpc === undefined ? [] : [`gRPC status ${grpc}`]), ...(error === undefined ? [] : [`error ${error}`]),
  ...(body === undefined ? [] : [JSON.stringify(body).slice(0, 300)]),
].join(', ');
