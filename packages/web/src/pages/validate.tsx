import { Page } from '../ui/page.tsx';

export function ValidatePage() {
  return <Page title="Validate">{null}</Page>;
}
