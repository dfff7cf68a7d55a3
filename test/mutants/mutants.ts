import { checks } from './checks';
import { commands } from './commands';
import { language } from './language';
import { meaning } from './meaning';
import type { Mutant } from './mutant';
import { reader } from './reader';
import { simulator } from './simulator';

/** All planted bugs, by area. */
export const areas: Readonly<Record<string, readonly Mutant[]>> = { language, reader, meaning, simulator, checks, commands };
