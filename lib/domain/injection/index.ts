export { detectInjections, type Injection } from './detect.ts';
export {
  INJECTION_TAG,
  ORDER_FIELDS,
  type OrderField,
  type OrderPlace,
  sentenceOf,
  withInjectionTag,
} from './flag.ts';
export { type CaseText, type FoundOrder, ordersIn } from './orders.ts';
export { INJECTION_KINDS, type InjectionKind } from './patterns.ts';
