import { isDeepStrictEqual } from 'node:util';
import type { ComparisonOperator, Node } from './parse.ts';

/** What paths start from: the event that started the run, and the one that arrives later. */
export interface Scope {
  event: unknown;
  async?: unknown;
}

/** Own members only, so that `event.constructor` is as missing as any other; what is missing is null. */
function member(of: unknown, key: unknown): unknown {
  if (typeof of !== 'object' || of === null || (typeof key !== 'string' && typeof key !== 'number')) return null;
  if (!Object.hasOwn(of, key)) return null;
  return (of as Record<string | number, unknown>)[key] ?? null;
}

function isIn(left: unknown, right: unknown): boolean {
  if (Array.isArray(right)) return right.some((item) => isDeepStrictEqual(item, left));
  return typeof right === 'object' && right !== null && typeof left === 'string' && Object.hasOwn(right, left);
}

/** Only numbers with numbers and texts with texts have an order; any other pair is false. */
function ordered(operator: ComparisonOperator, left: unknown, right: unknown): boolean {
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return a >= b;
}

function compare(operator: ComparisonOperator, left: unknown, right: unknown): boolean {
  if (operator === '==') return isDeepStrictEqual(left, right);
  if (operator === '!=') return !isDeepStrictEqual(left, right);
  if (operator === 'in') return isIn(left, right);
  return ordered(operator, left, right);
}

/** `&&` and `||` give booleans by JavaScript's truthiness. Never throws. */
export function evaluate(node: Node, scope: Scope): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'root':
      return (node.name === 'event' ? scope.event : scope.async) ?? null;
    case 'member':
      return member(evaluate(node.of, scope), evaluate(node.key, scope));
    case 'list':
      return node.items.map((item) => evaluate(item, scope));
    case 'not':
      return !evaluate(node.of, scope);
    case 'and':
      return Boolean(evaluate(node.left, scope)) && Boolean(evaluate(node.right, scope));
    case 'or':
      return Boolean(evaluate(node.left, scope)) || Boolean(evaluate(node.right, scope));
    case 'compare':
      return compare(node.operator, evaluate(node.left, scope), evaluate(node.right, scope));
  }
}
