export { type ApprovalCall, type Approvals, createApprovals } from './approvals.ts';
export type { ApprovalsOptions } from './approvals-options.ts';
export { type ConsoleChannelOptions, consoleChannel } from './console-channel.ts';
export { type FileApprovalStoreOptions, fileApprovalStore } from './file-store.ts';
export { type ApprovalLink, type ApprovalLinks, type ApprovalLinksOptions, createApprovalLinks } from './links.ts';
export type { ApprovalAnswer, ApprovalChannel, ApprovalReason, ApprovalRequest } from './request.ts';
export {
  type ApprovalStore,
  type MemoryApprovalStoreOptions,
  memoryApprovalStore,
  type StoredApproval,
} from './store.ts';
export type { ApprovalTexts } from './summary.ts';
export { type ApprovalMessage, type WebhookChannelOptions, webhookChannel } from './webhook-channel.ts';
