import type { CliCommand } from '../cli.ts';
import { keyCommand } from './key.ts';
import { projectCommand } from './project.ts';
import { serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';

/** The commands, in the order in which help lists them. A new one adds its file and a line here. */
export const commands: readonly CliCommand[] = [serveCommand, statusCommand, projectCommand, keyCommand];
