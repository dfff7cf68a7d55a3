import { join, resolve } from 'node:path';

/** A tool that this machine lacks: the suite cannot run, and that is a failure, never a pass. */
export class MissingTool extends Error {
  constructor(readonly tool: string, readonly wanted: string) {
    super(`${tool} is missing: ${wanted}`);
    this.name = 'MissingTool';
  }
}

export const repository = resolve(__dirname, '../../..');
export const cache = resolve(process.env.MESH_CACHE ?? join(repository, '.cache'));
