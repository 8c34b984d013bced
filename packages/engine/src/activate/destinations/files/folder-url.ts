/** Of requests that go to a folder of this machine: the path begins at the root that the operator has opened. */
export const FOLDER_SCHEME = 'folder:';

export function folderUrl(path: string): string {
  return `${FOLDER_SCHEME}///${path.split('/').map(encodeURIComponent).join('/')}`;
}
