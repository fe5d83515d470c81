/** It has been quiet for long enough: the analyses that wait for it begin now. */
export async function endQuiet(query: (statement: string) => Promise<unknown>): Promise<void> {
  await query(`update outbox set not_before = now() where name = 'case/alerts.unread' and sent_at is null`);
  await query('notify outbox');
}
