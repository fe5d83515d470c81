import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CasePage } from '#components/cases/case-page.tsx';
import { keyOf, numberOf } from '#lib/domain/case.ts';

interface Props {
  params: Promise<{ key: string }>;
}

async function keyFrom({ params }: Props): Promise<string> {
  const number = numberOf(decodeURIComponent((await params).key));
  return number === null ? notFound() : keyOf(number);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await keyFrom(props) };
}

export default async function Page(props: Props) {
  return <CasePage caseKey={await keyFrom(props)} />;
}
