import type { Case } from '../case';
import { gateways } from './gateways';
import { install } from './install';
import { mesh } from './mesh';
import { multiCluster } from './multi-cluster';
import { nodes } from './nodes';
import { revisions } from './revisions';

/** Control planes written by hand. */
export const cases: readonly Case[] = [...install, ...revisions, ...nodes, ...mesh, ...multiCluster, ...gateways];
