import { Page } from '../ui/page.tsx';

export function ActPage() {
  return <Page title="Act">{null}</Page>;
}
