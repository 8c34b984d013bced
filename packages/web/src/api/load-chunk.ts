import { isServerThere, untilServerIsBack } from './server-watch.ts';

/** How often a part is asked for while the server is there: it may have come back between the failure and the look. */
const TRIES_THERE = 2;

/**
 * Loads a part of the app. While the server is gone it waits for it, so that the part comes by itself later on; what fails again although the server is
 * there, such as a part that a new version no longer has, is thrown.
 */
export async function loadChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  let there = 0;
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await isServerThere()) {
        there += 1;
        if (there === TRIES_THERE) throw error;
      } else await untilServerIsBack();
    }
  }
}
