import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { STEPS, TOOLS } from './places.ts';

const SECOND_KEY_MS = 1_000;

/** `g` and then a letter opens a page, as the rail's hints say. Nothing while somebody types. */
export function useGoKeys(project: string): void {
  const navigate = useNavigate();
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      const { target, key } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable=true]');
      if (isTyping || event.metaKey || event.ctrlKey || event.altKey) return;
      if (key === 'g') {
        goUntil = event.timeStamp + SECOND_KEY_MS;
        return;
      }
      if (event.timeStamp > goUntil) return;
      goUntil = 0;
      const place = [...STEPS, ...TOOLS].find(({ keys }) => keys === `g ${key}`);
      if (!place) return;
      event.preventDefault();
      void navigate({ to: place.to, params: { project } });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, project]);
}
