import type { Findings } from '../findings';
import { fields, isSet, number, text } from '../fields';
import { durationProblem } from '../syntax/duration';
import { fractionProblem } from '../syntax/percent';

const GRPC_STATUS = new Set([
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
]);

/** Status that a proxy answers with by itself. */
export function statusRule(field: string, status: number, f: Findings): void {
  if (status < 200 || status > 600) f.error(field, `${status} is not a status that can be answered`, 'use a number from 200 to 599');
}

/** Injected delays and errors. */
export function faultRule(value: unknown, f: Findings): void {
  const fault = fields(value);
  if (fault === undefined) return;
  f.enter('fault');
  const abort = fields(fault.abort);
  const delay = fields(fault.delay);
  if (abort === undefined && delay === undefined) f.error('', 'the fault is empty', 'set abort or delay');
  if (abort !== undefined) {
    f.enter('abort');
    f.check('percentage', fractionProblem(abort.percentage));
    if (isSet(abort.http2Error)) f.error('http2Error', 'HTTP/2 errors cannot be injected', 'use httpStatus or grpcStatus');
    else if (isSet(abort.httpStatus)) statusRule('httpStatus', number(abort.httpStatus), f);
    else if (!isSet(abort.grpcStatus)) f.warn('', 'the abort names no error', 'set httpStatus or grpcStatus');
    else if (!GRPC_STATUS.has(text(abort.grpcStatus))) f.error('grpcStatus', `${JSON.stringify(abort.grpcStatus)} is not a gRPC status`, 'use its name in capitals, as UNAVAILABLE');
    f.leave();
  }
  if (delay !== undefined) {
    f.enter('delay');
    f.check('percentage', fractionProblem(delay.percentage));
    f.check('fixedDelay', durationProblem(delay.fixedDelay));
    if (isSet(delay.exponentialDelay)) f.error('exponentialDelay', 'exponential delays cannot be injected', 'use fixedDelay');
    f.leave();
  }
  f.leave();
}
