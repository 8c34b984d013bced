import { isServerThere, untilServerIsBack } from './server-watch.ts';

/**
 * Loads a part of the app. While the server is gone it waits for it, so that the part comes by itself later on; what fails although the server is there,
 * such as a part that a new version no longer has, is thrown.
 */
export async function loadChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await isServerThere()) throw error;
      await untilServerIsBack();
    }
  }
}
