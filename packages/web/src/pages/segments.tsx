import { Page } from '../ui/page.tsx';

export function SegmentsPage() {
  return <Page title="Segments">{null}</Page>;
}
