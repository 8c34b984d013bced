import { useParams, useSearch } from '@tanstack/react-router';
import { Profile } from '../features/users/profile.tsx';

/** One account: profile, cohorts and everything that happened. */
export function AccountPage() {
  const { account: id } = useParams({ from: '/$project/accounts/$account' });
  const search = useSearch({ from: '/$project/accounts/$account' });
  return <Profile key={id} unit="account" id={id} search={search} />;
}
