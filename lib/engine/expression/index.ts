import { evaluate, type Scope } from './evaluate.ts';
import { parse } from './parse.ts';

export type { Scope } from './evaluate.ts';
export { ExpressionError } from './tokens.ts';

export interface Expression {
  /** As it was written. */
  text: string;
  evaluate(scope: Scope): unknown;
  test(scope: Scope): boolean;
  /** The value as a part of a key: equal values give equal texts. */
  key(scope: Scope): string;
}

/** Compiles an expression. Throws an ExpressionError that says what is not understood, and where. */
export function compileExpression(text: string): Expression {
  const node = parse(text);
  return {
    text,
    evaluate: (scope) => evaluate(node, scope),
    test: (scope) => Boolean(evaluate(node, scope)),
    key: (scope) => {
      const value = evaluate(node, scope);
      return typeof value === 'string' ? value : JSON.stringify(value);
    },
  };
}
