import { useParams } from '@tanstack/react-router';

/** The id of the project that the page is about. */
export function useProject(): string {
  return useParams({ from: '/$project' }).project;
}
