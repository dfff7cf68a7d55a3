import type { IstioControlPlaneProps } from '../props/control-plane';
import { checked } from '../props/check';
import { planeRule } from '../props/check-plane';

/** What types refuse already, for those who write JavaScript or read words from a file, and text that only looks like what is asked for: all of it at once. */
export const checkWords = (at: string, props: IstioControlPlaneProps): void => checked(at, (f) => planeRule(f, props as object as Readonly<Record<string, unknown>>));
