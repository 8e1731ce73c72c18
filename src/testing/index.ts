export { type ContractCase, type ContractSubject, guardContract } from './guard-contract.ts';
export { type ManualClock, manualClock } from './manual-clock.ts';
export { type RecordedAudit, recordedAudit } from './recorded-audit.ts';
