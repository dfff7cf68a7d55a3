import type { Suite } from '../suite';
import { checking } from './checking';
import { classes } from './classes';
import { helm } from './helm';
import { language } from './language';
import { pulumi } from './pulumi';
import { pulumiReal } from './pulumi-real';
import { reading } from './reading';
import { write } from './write';

/** What `npm run bench` measures, in this order. */
export const suites: readonly Suite[] = [write, language, classes, reading, helm, checking, pulumi, pulumiReal];
