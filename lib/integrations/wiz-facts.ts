import type { WizIssue } from '../connectors/wiz.ts';
import type { CustomFields } from '../domain/case.ts';
import { CaseLink } from '../domain/case.ts';
import { foundObservables } from '../domain/found-observables.ts';
import { cut } from '../domain/text.ts';
import type { CaseFacts } from '../services/cases/add-facts.ts';

/** What a whole Wiz issue says of its case, under the same names as the shipped mapping's. */
export function factsOf(issue: WizIssue): CaseFacts {
  const links = linksOf(issue);
  return {
    customFields: fieldsOf(issue),
    tags: (issue.projects ?? []).flatMap(({ name }) => (name?.trim() ? [cut(name.trim(), 64)] : [])),
    links,
    section: sectionOf(issue),
    observables: foundObservables(issue, { observables: [], links }).map(({ type, value, role }) => ({
      type,
      value,
      role,
    })),
  };
}

function fieldsOf({ entitySnapshot: entity, sourceRule, dueAt, type }: WizIssue): CustomFields {
  const fields = {
    issueType: type,
    cloudPlatform: entity?.cloudPlatform,
    subscription: entity?.subscriptionName,
    subscriptionId: entity?.subscriptionExternalId,
    region: entity?.region,
    resource: entity?.name,
    resourceId: entity?.providerId ?? entity?.externalId,
    resourceType: entity?.nativeType ?? entity?.type,
    control: sourceRule?.name,
    controlId: sourceRule?.id,
    dueAt,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value ? [[name, cut(value, 4000)]] : [])),
  );
}

function linksOf({ entitySnapshot, serviceTickets }: WizIssue): CaseLink[] {
  const wanted = [
    { title: 'Cloud console', url: entitySnapshot?.cloudProviderURL },
    ...(serviceTickets ?? []).map(({ name, externalId, url }) => ({ title: name || externalId || 'Ticket', url })),
  ];
  // What is no http address is the vendor's text, not a link.
  return wanted.flatMap((link) => {
    const parsed = CaseLink.safeParse({ title: cut(link.title, 200), url: link.url });
    return parsed.success ? [parsed.data] : [];
  });
}

function sectionOf({ sourceRule, notes }: WizIssue): string | null {
  const remedy = sourceRule?.resolutionRecommendation?.trim();
  const written = (notes ?? []).flatMap((note) => (note.text?.trim() ? [`- ${note.text.trim()}`] : []));
  const parts = [
    ...(remedy ? [`### What Wiz recommends\n\n${remedy}`] : []),
    ...(written.length > 0 ? [`### Notes at Wiz\n\n${written.join('\n')}`] : []),
  ];
  return parts.length > 0 ? cut(parts.join('\n\n'), 20_000) : null;
}
